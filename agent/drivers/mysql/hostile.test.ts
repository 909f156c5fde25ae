import { createServer, type Server, type Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { isRefusal } from "@/domain/refusal";
import { mysqlParser } from "@/domain/statements/mysql/parser";
import { runOnce } from "../contract";
import type { Target } from "../driver";
import { makeMysqlDriver } from "./driver";
import { MYSQL_LIMITS } from "./limits";

const driver = makeMysqlDriver(mysqlParser);
const MIB = 1024 * 1024;
let server: Server | null = null;
const sockets = new Set<Socket>();
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  await new Promise((resolve) => server?.close(resolve) ?? resolve(null));
  server = null;
});

function packet(sequence: number, body: Uint8Array, claimed = body.byteLength): Buffer {
  const head = Buffer.alloc(4);
  head.writeUIntLE(claimed, 0, 3);
  head[3] = sequence;
  return Buffer.concat([head, body]);
}
const text = (words: string) => Buffer.concat([Buffer.from([words.length]), Buffer.from(words)]);
const HELLO = Buffer.concat([
  ...[Buffer.from([10]), Buffer.from("8.0.0-hostile\0"), Buffer.from([1, 0, 0, 0])],
  ...[Buffer.from("12345678\0"), Buffer.from([0xff, 0xf7, 45, 2, 0, 0x08, 0x00, 21])],
  ...[Buffer.alloc(10), Buffer.from("123456789012\0mysql_native_password\0")],
]);
const OK = Buffer.from([0, 0, 0, 2, 0, 0, 0]);
const END = Buffer.from([0xfe, 0, 0, 2, 0]);
const column = (name: string, collation = 45) =>
  Buffer.concat([
    ...[text("def"), text(""), text(""), text(""), text(name), text(""), Buffer.from([0x0c])],
    ...[Buffer.from([collation, 0]), Buffer.alloc(4), Buffer.from([253, 0, 0, 0, 0, 0])],
  ]);
const result = (cells: readonly Uint8Array[], collation = 45) => [
  ...[packet(1, Buffer.from([1])), packet(2, column("a", collation)), packet(3, END)],
  ...cells.map((cell, index) => packet((4 + index) % 256, cell)),
];

interface Hostile {
  readonly greet?: (socket: Socket) => void;
  readonly onQuery?: (socket: Socket, sql: string) => void;
}

async function start({ greet, onQuery }: Hostile): Promise<Target> {
  const listening = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => socket.destroy());
    if (greet !== undefined) {
      greet(socket);
      return;
    }
    socket.write(packet(0, HELLO));
    socket.once("data", () => {
      socket.write(packet(2, OK));
      socket.on("data", (chunk) => answer(socket, chunk.subarray(5).toString()));
    });
  });
  const answer = (socket: Socket, sql: string) => {
    if (sql.includes("@@SESSION.sql_mode")) {
      socket.write(Buffer.concat([...result([text("ANSI")]), packet(5, END)]));
    } else if (/^(?:SET|KILL)/.test(sql)) socket.write(packet(1, OK));
    else onQuery?.(socket, sql);
  };
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, "127.0.0.1", resolve));
  const address = listening.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    settings: {
      ...{ host: "127.0.0.1", port, database: "d", username: "u" },
      ...{ tls: "disable", tlsAuthority: "" },
    },
    ...{ password: () => "canary-password", readOnly: false, durationSecondsMax: 5, protects: [] },
  };
}

async function ask(onQuery: (socket: Socket) => void, seconds = 3) {
  const target = await start({ onQuery });
  const limits = { durationSecondsMax: seconds, bytesMax: 64 * MIB, rowsMax: 100_000 };
  return await runOnce({ driver, target, statement: "SELECT 1", limits });
}

async function opening(greet: (socket: Socket) => void): Promise<string> {
  const target = await start({ greet });
  try {
    await (await driver.open(target, new AbortController().signal)).close();
    return "opened";
  } catch (error) {
    return isRefusal(error) ? `${error.code}: ${error.message}` : "?";
  }
}

/** Until nobody listens, at the pace of who does. */
function writeForEver(socket: Socket, bytes: Uint8Array): void {
  const more = () => {
    while (!socket.destroyed && socket.write(bytes));
  };
  socket.on("drain", more);
  more();
}

describe("a hostile target, in the middle of a result", () => {
  it("sends rows without end: the limit stops it, memory stays small", async () => {
    const before = process.memoryUsage().rss;
    const rows = Buffer.concat(
      Array.from({ length: 256 }, (_, at) => packet((4 + at) % 256, text("x".repeat(100)))),
    );
    const { end, rows: count } = await ask((socket) => {
      socket.write(Buffer.concat(result([])));
      writeForEver(socket, rows);
    });
    expect([end, count]).toEqual(["LIMIT.ROWS", 100_000]);
    expect(process.memoryUsage().rss - before).toBeLessThan(300 * MIB);
  });
  it.each<[string, (socket: Socket) => void, string]>([
    [
      "asks for a file",
      (socket) => socket.write(packet(1, Buffer.from("\xfb/etc/passwd", "latin1"))),
      "STATEMENT.UNSUPPORTED",
    ],
    [
      "claims a row of 15 MB",
      (socket) =>
        socket.write(Buffer.concat([...result([]), packet(4, Buffer.alloc(10), 15_000_000)])),
      "LIMIT.ROW",
    ],
    [
      "sends a cell that is longer than its row",
      (socket) => socket.write(Buffer.concat(result([Buffer.from([200, 1])]))),
      "TARGET.LOST",
    ],
    [
      "sends a row with more cells than columns",
      (socket) => socket.write(Buffer.concat(result([Buffer.from([1, 65, 1, 65])]))),
      "TARGET.LOST",
    ],
    [
      "sends a column that is none",
      (socket) =>
        socket.write(Buffer.concat([packet(1, Buffer.from([1])), packet(2, Buffer.from([3]))])),
      "TARGET.LOST",
    ],
    [
      "announces 60 000 columns",
      (socket) => socket.write(packet(1, Buffer.from([0xfc, 0x60, 0xea]))),
      "LIMIT.COLUMNS",
    ],
    [
      "sends texts in Latin 1, which could not be masked",
      (socket) => socket.write(Buffer.concat([...result([text("x")], 8), packet(5, END)])),
      "STATEMENT.UNSUPPORTED",
    ],
    [
      "announces a result without columns, and describes some for ever",
      (socket) => {
        socket.write(packet(1, Buffer.from([0xfc, 0, 0])));
        writeForEver(socket, packet(2, column("a")));
      },
      "TARGET.LOST",
    ],
    [
      "describes columns by more than a megabyte",
      (socket) => {
        socket.write(packet(1, Buffer.from([2])));
        socket.write(packet(2, Buffer.concat([column("a"), Buffer.alloc(MIB)])));
      },
      "TARGET.LOST",
    ],
    ["says nothing", () => undefined, "LIMIT.TIME"],
    ["hangs up", (socket) => socket.destroy(), "TARGET.LOST"],
    [
      "sends bytes of another protocol",
      (socket) => socket.write("HTTP/1.1 200 OK\r\n\r\n".repeat(20)),
      "TARGET.LOST",
    ],
  ])(
    "%s",
    async (_what, onQuery, code) => {
      expect((await ask(onQuery, 1)).end).toBe(code);
    },
    20_000,
  );
  it("says no in a text without end: what is kept of it is short, and nobody waits", async () => {
    const words = Buffer.from("near '".repeat(MIB / 6));
    const { events, end } = await ask((socket) =>
      socket.write(packet(1, Buffer.concat([Buffer.from("\xff\x28\x04#42000", "latin1"), words]))),
    );
    expect(end).toBe("TARGET.ERROR");
    const failure = events.find(({ kind }) => kind === "failure");
    expect(JSON.stringify(failure).length).toBeLessThan(10 * MYSQL_LIMITS.textBytesMax);
  }, 20_000);
  it("goes on talking when nobody asked", async () => {
    const target = await start({
      onQuery: (socket) => socket.write(Buffer.concat([packet(1, OK), packet(2, OK)])),
    });
    const { end } = await runOnce({ driver, target, statement: "SELECT 1; SELECT 2" });
    expect(end).toBe("TARGET.LOST");
  });
});

describe("a hostile target, before the sign-in is done", () => {
  it("asks for the password in clear text: it gets none", async () => {
    let heard = "";
    const said = await opening((socket) => {
      socket.write(packet(0, HELLO));
      socket.once("data", () => {
        socket.write(packet(2, Buffer.from("\xfemysql_clear_password\0", "latin1")));
        socket.on("data", (chunk) => {
          heard += chunk.toString("latin1");
        });
      });
    });
    expect(said).toContain("TARGET.SIGNIN: The target asks for the password in clear text");
    expect(heard).not.toContain("canary-password");
  });
  it("talks without end", async () => {
    const said = await opening((socket) => {
      const head = packet(0, Buffer.alloc(0), MYSQL_LIMITS.handshakeBytesMax * 4);
      socket.write(head);
      writeForEver(socket, Buffer.alloc(64 * 1024));
    });
    expect(said).toContain("TARGET.UNREACHABLE: The target said more");
  });
  it("offers no TLS where TLS is asked for: it gets no password", async () => {
    const target = await start({});
    const settings = { ...target.settings, tls: "verify-full" as const };
    await expect(
      driver.open({ ...target, settings }, new AbortController().signal),
    ).rejects.toMatchObject({ code: "TARGET.TLS" });
  });
  it("speaks another protocol", async () => {
    expect(await opening((socket) => void socket.end("SSH-2.0-OpenSSH_9.2\r\n"))).toContain(
      "TARGET.UNREACHABLE",
    );
  });
});
