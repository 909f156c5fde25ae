import { createServer, type Server, type Socket } from "node:net";

/** Messages of a PostgreSQL server, as bytes, for servers that lie. */
export const wire = {
  message(tag: string, body: Uint8Array, claimedLength = body.byteLength + 4): Buffer {
    const head = Buffer.alloc(5);
    head.write(tag, 0, "latin1");
    head.writeInt32BE(claimedLength | 0, 1);
    return Buffer.concat([head, body]);
  },
  text: (words: string): Buffer => Buffer.from(`${words}\0`, "utf8"),
  int16(value: number): Buffer {
    const bytes = Buffer.alloc(2);
    bytes.writeUInt16BE(value);
    return bytes;
  },
  int32(value: number): Buffer {
    const bytes = Buffer.alloc(4);
    bytes.writeInt32BE(value | 0);
    return bytes;
  },
  columns(names: readonly string[], format = 0): Buffer {
    const fields = names.map((name) =>
      Buffer.concat([
        ...[wire.text(name), wire.int32(0), wire.int16(0), wire.int32(25), wire.int16(0xffff)],
        ...[wire.int32(-1), wire.int16(format)],
      ]),
    );
    return wire.message("T", Buffer.concat([wire.int16(names.length), ...fields]));
  },
  row(cells: readonly (string | Uint8Array | null)[]): Buffer {
    const parts = cells.map((cell) => {
      if (cell === null) return wire.int32(-1);
      const bytes = Buffer.from(cell);
      return Buffer.concat([wire.int32(bytes.byteLength), bytes]);
    });
    return wire.message("D", Buffer.concat([wire.int16(cells.length), ...parts]));
  },
  complete: (tag: string): Buffer => wire.message("C", wire.text(tag)),
  ready: (status = "I"): Buffer => wire.message("Z", Buffer.from(status)),
  parameter: (name: string, value: string): Buffer =>
    wire.message("S", Buffer.concat([wire.text(name), wire.text(value)])),
  report(kind: "E" | "N", fields: Readonly<Record<string, string>>): Buffer {
    const parts = Object.entries(fields).map(([letter, words]) => wire.text(letter + words));
    return wire.message(kind, Buffer.concat([...parts, Buffer.alloc(1)]));
  },
  greeting: (): Buffer =>
    Buffer.concat([
      wire.message("R", wire.int32(0)),
      wire.parameter("server_version", "15.0 (hostile)"),
      wire.message("K", Buffer.concat([wire.int32(4711), wire.int32(42)])),
      wire.ready(),
    ]),
};

export interface HostileOptions {
  /** Instead of the usual sign-in without a password. */
  readonly greet?: (socket: Socket) => void;
  /** What it says to the first statement that is not a SET of ours. */
  readonly onQuery?: (socket: Socket, sql: string) => void;
}

export interface HostilePostgres {
  readonly host: string;
  readonly port: number;
  /** CancelRequests so far. */
  cancels(): number;
  /** Passwords that were sent to it. */
  readonly passwords: string[];
  stop(): Promise<void>;
}

const CANCEL_CODE = 80_877_102;

/** A server that speaks PostgreSQL's protocol as badly as a test wants it to. */
export async function startHostilePostgres(options: HostileOptions): Promise<HostilePostgres> {
  const sockets = new Set<Socket>();
  const passwords: string[] = [];
  let cancels = 0;
  const hear = (socket: Socket, bytes: Buffer) => {
    const tag = String.fromCharCode(bytes[0] ?? 0);
    const words = bytes.subarray(5).toString("utf8").replace(/\0.*$/s, "");
    if (tag === "p") passwords.push(words);
    if (tag !== "Q") return;
    if (words.startsWith("SET ")) socket.write(Buffer.concat([wire.complete("SET"), wire.ready()]));
    else options.onQuery?.(socket, words);
  };
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => socket.destroy()).on("close", () => sockets.delete(socket));
    let started = false;
    socket.on("data", (bytes) => {
      if (!started && bytes.byteLength === 16 && bytes.readInt32BE(4) === CANCEL_CODE) {
        cancels += 1;
        socket.end();
        return;
      }
      if (!started) {
        started = true;
        if (options.greet === undefined) socket.write(wire.greeting());
        else options.greet(socket);
        return;
      }
      hear(socket, bytes);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    host: "127.0.0.1",
    port: typeof address === "object" && address !== null ? address.port : 0,
    cancels: () => cancels,
    passwords,
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** Writes again and again until the socket is gone, at the reader's pace. */
export function writeForEver(socket: Socket, bytes: Uint8Array): void {
  const more = () => {
    while (socket.writable && socket.write(bytes));
    if (socket.writable) socket.once("drain", more);
  };
  more();
}
