import type { Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { loadStatementParser } from "@/domain/statements/engine";
import {
  type HostileOptions,
  type HostilePostgres,
  startHostilePostgres,
  wire,
  writeForEver,
} from "@/testing/hostile-postgres";
import { runOnce } from "../contract";
import type { Target } from "../driver";
import { makePostgresDriver } from "./driver";
import { POSTGRES_LIMITS } from "./limits";

const driver = makePostgresDriver(await loadStatementParser());
const MIB = 1024 * 1024;
let server: HostilePostgres | null = null;
afterEach(async () => {
  await server?.stop();
  server = null;
});

async function start(options: HostileOptions): Promise<Target> {
  server = await startHostilePostgres(options);
  return {
    settings: {
      ...{ host: server.host, port: server.port, database: "d", username: "u" },
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

const opening = async (greet: (socket: Socket) => void) => {
  const target = await start({ greet });
  try {
    const session = await driver.open(target, new AbortController().signal);
    await session.close();
    return "opened";
  } catch (error) {
    return error instanceof Error ? String(Reflect.get(error, "code")) : "?";
  }
};

describe("a hostile target, in the middle of a result", () => {
  it("sends rows without end: the limit stops it, memory stays small", async () => {
    const before = process.memoryUsage().rss;
    const rows = Buffer.concat(Array.from({ length: 500 }, () => wire.row(["x".repeat(100)])));
    const { end, rows: count } = await ask((socket) => {
      socket.write(wire.columns(["a"]));
      writeForEver(socket, rows);
    });
    expect([end, count]).toEqual(["LIMIT.ROWS", 100_000]);
    expect(process.memoryUsage().rss - before).toBeLessThan(128 * MIB);
    expect(server?.cancels()).toBeGreaterThan(0);
  });
  it("claims a cell of 2 GB: refused at its first bytes, the rows before it are kept", async () => {
    const claim = Buffer.concat([wire.int16(1), wire.int32(2 ** 31 - 10)]);
    const { end, rows } = await ask((socket) => {
      socket.write(Buffer.concat([wire.columns(["a"]), wire.row(["kept"])]));
      socket.write(wire.message("D", claim, 2 ** 31 - 1));
      writeForEver(socket, Buffer.alloc(64 * 1024));
    });
    expect([end, rows]).toEqual(["LIMIT.ROW", 1]);
  });
  it("drips a byte now and then: time ends it", async () => {
    const { end } = await ask((socket) => {
      const bytes = Buffer.concat([wire.columns(["a"]), wire.row(["x".repeat(500)])]);
      let at = 0;
      const timer = setInterval(() => {
        if (!socket.writable) clearInterval(timer);
        else socket.write(bytes.subarray(at, at + 1));
        at += 1;
      }, 50);
    }, 1);
    expect(end).toBe("LIMIT.TIME");
  });
  it("sends empty results without end: their number is limited", async () => {
    const results = Buffer.concat(Array.from({ length: 1_000 }, () => wire.complete("SELECT 0")));
    const { end } = await ask((socket) => writeForEver(socket, results));
    expect(end).toBe("LIMIT.STATEMENT");
  });
  it("sends a million notices: a thousand are kept, the rest is counted", async () => {
    const notices = Buffer.concat(
      Array.from({ length: 10_000 }, () => wire.report("N", { S: "NOTICE", C: "00000", M: "n" })),
    );
    const { end, events } = await ask((socket) => {
      for (let index = 0; index < 100; index += 1) socket.write(notices);
      socket.write(Buffer.concat([wire.complete("DO"), wire.ready()]));
    }, 20);
    expect(end).toBe("done");
    expect(events.filter(({ kind }) => kind === "notice")).toHaveLength(POSTGRES_LIMITS.noticesMax);
    expect(events.find(({ kind }) => kind === "notices-dropped")).toEqual({
      kind: "notices-dropped",
      count: 1_000_000 - POSTGRES_LIMITS.noticesMax,
    });
  });
  it("announces 100 000 columns", async () => {
    const names = Array.from({ length: 50_000 }, () => "c");
    const { end } = await ask((socket) => socket.write(wire.columns(names)));
    expect(end).toBe("LIMIT.COLUMNS");
  });

  it.each<[string, Buffer]>([
    ["rows before columns", wire.row(["a"])],
    ["a row of other width than its columns", Buffer.concat([wire.columns(["a"]), wire.row([])])],
    ["a message of a type that there is not", wire.message("?", Buffer.alloc(4))],
    ["columns that end too early", wire.message("T", Buffer.from([0, 3, 65, 0]))],
    ["columns with bytes behind them", wire.message("T", Buffer.from([0, 0, 1]))],
    ["an error without an end", wire.message("E", Buffer.from("Mno end"))],
    ["a tag without an end", wire.message("C", Buffer.from("SELECT"))],
    ["COPY data without COPY", wire.message("d", Buffer.from("line\n"))],
    ["a length of nothing", wire.message("D", Buffer.alloc(4), 0)],
    ["the duplex COPY of replication", wire.message("W", Buffer.alloc(3))],
  ])("sends %s: the session ends as lost", async (_name, bytes) => {
    const { end } = await ask((socket) => socket.write(bytes));
    expect(end).toBe("TARGET.LOST");
  });

  it("sends cells in binary, which could not be masked", async () => {
    const { end } = await ask((socket) => socket.write(wire.columns(["a"], 1)));
    expect(end).toBe("STATEMENT.UNSUPPORTED");
  });
  it("changes the encoding, which could not be masked", async () => {
    const { end } = await ask((socket) => socket.write(wire.parameter("client_encoding", "SJIS")));
    expect(end).toBe("STATEMENT.UNSUPPORTED");
  });
  it("ends the connection in the middle: what came is kept, the end says lost", async () => {
    const { end, rows } = await ask((socket) => {
      socket.end(Buffer.concat([wire.columns(["a"]), wire.row(["kept"])]));
    });
    expect([end, rows]).toEqual(["TARGET.LOST", 1]);
  });
  it("writes what it likes into severity and state: only letters and digits are words", async () => {
    const { events } = await ask((socket) => {
      const error = wire.report("E", { V: "ERROR <b>\u001b[31m", C: "4\u001b2", M: "x", P: "-7" });
      socket.write(Buffer.concat([error, wire.ready()]));
    });
    const failure = events.find((event) => event.kind === "failure");
    expect(failure?.kind === "failure" && failure.failure).toMatchObject({
      ...{ severity: "ERRORb31m", state: "42", position: null },
    });
  });
});

describe("a hostile target, before the sign-in is done", () => {
  it("says nothing: the deadline ends it", async () => {
    const startedMs = performance.now();
    expect(await opening(() => undefined)).toBe("TARGET.UNREACHABLE");
    expect(performance.now() - startedMs).toBeLessThan(POSTGRES_LIMITS.connectMsMax + 2_000);
  });
  it("talks without end", async () => {
    const before = process.memoryUsage().rss;
    const chatter = Buffer.concat([wire.message("R", wire.int32(0)), wire.parameter("a", "b")]);
    expect(await opening((socket) => writeForEver(socket, chatter))).toBe("TARGET.UNREACHABLE");
    const claim = wire.message("R", Buffer.alloc(0), 2 ** 31 - 1);
    const endless = (socket: Socket) => {
      socket.write(claim);
      writeForEver(socket, Buffer.alloc(64 * 1024));
    };
    expect(await opening(endless)).toBe("TARGET.UNREACHABLE");
    expect(process.memoryUsage().rss - before).toBeLessThan(128 * MIB);
  });
  it("speaks another protocol", async () => {
    const http = (socket: Socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n");
    expect(await opening(http)).toBe("TARGET.UNREACHABLE");
  });
  it("asks for the password in clear text: it does not get it", async () => {
    const clearText = (socket: Socket) => socket.write(wire.message("R", wire.int32(3)));
    expect(await opening(clearText)).toBe("TARGET.SIGNIN");
    expect(server?.passwords).toEqual([]);
  });
  it("asks for 2 000 million rounds of SCRAM: it is not worked off", async () => {
    const scram = (socket: Socket) => {
      const mechanisms = Buffer.concat([wire.text("SCRAM-SHA-256"), Buffer.alloc(1)]);
      socket.write(wire.message("R", Buffer.concat([wire.int32(10), mechanisms])));
      socket.once("data", (first) => {
        const nonce = /r=([^,\0]+)/.exec(first.toString("latin1"))?.[1] ?? "";
        const challenge = Buffer.from(`r=${nonce}more,s=c2FsdA==,i=2000000000`);
        socket.write(wire.message("R", Buffer.concat([wire.int32(11), challenge])));
      });
    };
    expect(await opening(scram)).toBe("TARGET.SIGNIN");
  });
  it("refuses with words of its own: none of them is repeated", async () => {
    const target = await start({
      greet: (socket) =>
        socket.end(wire.report("E", { S: "FATAL", C: "28000", M: "secret-of-target x@y.example" })),
    });
    const error = await driver.open(target, new AbortController().signal).catch((e: unknown) => e);
    expect(JSON.stringify([error, error instanceof Error ? error.message : ""])).not.toMatch(
      /secret-of-target|example|canary/,
    );
  });
});
