import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { factsOf, onlyReads } from "../facts";
import { REDIS_COMMANDS } from "./commands";
import { factsOfCommand } from "./facts-of-command";
import { redisParser } from "./parser";
import { requestsOfBytes } from "./requests";
import { wordsOfLine } from "./words";

const of = (line: string) => factsOfCommand(wordsOfLine(line) ?? []);
const keys = (line: string) =>
  of(line)
    .relations.map(({ access, name }) => `${access} ${name}`)
    .sort();

describe("which keys a command names", () => {
  it.each([
    ["GET a", ["read a"]],
    ["MSET a 1 b 2", ["write a", "write b"]],
    ["BITOP AND dest a b", ["read a", "read b", "write dest"]],
    [
      "SORT l BY weight:* GET secret:*->x STORE d",
      ["read l", "read secret:*->x", "read weight:*", "write d"],
    ],
    ["XREAD COUNT 1 STREAMS a b 0 0", ["read a", "read b"]],
    ["XREADGROUP GROUP STREAMS me STREAMS a >", ["read a"]],
    ["ZUNIONSTORE d 2 a b WEIGHTS 1 2", ["read a", "read b", "write d"]],
    ["MIGRATE h 1 '' 0 1 KEYS a b", ["write a", "write b"]],
    ["GEORADIUS p 1 2 3 km STORE d", ["read p", "write d"]],
    ["GEORADIUS p 1 2 3 km", ["read p"]],
    ["EVAL x 2 a b c", ["write a", "write b"]],
    ["KEYS user:*", ["read user:*"]],
    ["PFCOUNT v", ["read v"]],
    ["BITFIELD a GET u8 0", ["read a"]],
    ["PING", []],
  ])("%s: %j", (line, named) => expect(keys(line)).toEqual(named));
  it("nobody knows where their number is none", () => {
    expect(of("ZUNION many a b").kind).toBe("unknown");
    expect(of("ZUNION 9 a b").kind).toBe("unknown");
  });
});

describe("what else the facts tell", () => {
  it("names a command as Redis does, so that a rule may", () => {
    expect(of("config set dir /tmp").calls).toEqual(["config|set"]);
    expect(of("FlushAll").calls).toEqual(["flushall"]);
    expect(of("no.such thing")).toMatchObject({ form: "Unparsed", calls: ["no.such"] });
  });
  it("says that all names or a whole value are given back without a bound", () => {
    expect(of("KEYS *").hasLimit).toBe(false);
    expect(of("HGETALL h").hasLimit).toBe(false);
    expect(of("SCAN 0").hasLimit).toBe(null);
  });
  it("says that every key goes", () => {
    const lines = ["FLUSHALL", "FLUSHDB", "SWAPDB 0 1", "REPLICAOF host 1"];
    expect(lines.map((line) => of(line).everyRow)).toEqual([true, true, true, true]);
    expect(of("DEL a").everyRow).toBe(false);
  });
});

describe("never a read, whatever Redis calls it", () => {
  const lines = [
    ...["EVAL x 0", "EVAL_RO x 0", "EVALSHA x 0", "EVALSHA_RO x 0", "FCALL f 0", "FCALL_RO f 0"],
    ...["SCRIPT LOAD x", "SCRIPT FLUSH", "FUNCTION LOAD x", "FUNCTION RESTORE x", "MODULE LOAD x"],
    ...["DEBUG SLEEP 1", "CONFIG SET x y", "CONFIG REWRITE", "REPLICAOF NO ONE", "SLAVEOF h 1"],
    ...["MIGRATE h 1 a 0 1", "ACL SETUSER x", "ACL LOAD", "SHUTDOWN", "SAVE", "SYNC", "PSYNC x 1"],
    ...["FAILOVER", "CLUSTER RESET", "MONITOR", "SUBSCRIBE x", "AUTH x", "RESET", "PFDEBUG x y"],
    ...["CLUSTER FLUSHSLOTS", "CLIENT KILL x", "PUBLISH x y", "RESTORE a 0 x"],
  ];
  it.each(lines)("%s", (line) => {
    expect(of(line).kind).not.toBe("read");
    expect(of(line.toLowerCase()).kind).not.toBe("read");
  });
  it("no command that Redis flags as a write, but for those that a word makes one", () => {
    const byWord = ["bitfield", "georadius", "georadiusbymember", "getex", "sort"];
    const writes = REDIS_COMMANDS.filter(([commandClass]) => commandClass === "write");
    const reads = writes
      .flatMap(([, , names]) => names.split(/\s+/))
      .filter((name) => of(`${name.replace("|", " ")} 1 1 1`).kind === "read");
    expect(reads.every((name) => byWord.includes(name))).toBe(true);
  });
});

describe("requests as clients send them", () => {
  const encode = (words: readonly string[]) =>
    `*${words.length}\r\n${words.map((word) => `$${new TextEncoder().encode(word).length}\r\n${word}\r\n`).join("")}`;
  const read = (text: string) => requestsOfBytes(new TextEncoder().encode(text));
  it("are read whole, one behind the other", () =>
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.string({ unit: "grapheme" }), { minLength: 1, maxLength: 5 }), {
          maxLength: 4,
        }),
        (requests) => {
          expect(read(requests.map(encode).join(""))).toEqual(requests);
        },
      ),
    ));
  it.each([
    ["half of one", "*2\r\n$3\r\nGET\r\n"],
    ["a line without a length", "GET a\r\n"],
    ["a length that is too short", "*1\r\n$2\r\nGET\r\n"],
    ["a length that is too long", "*1\r\n$9\r\nGET\r\n"],
    ["a length with a sign", "*1\r\n$+3\r\nGET\r\n"],
    ["a length with zeros before it", "*01\r\n$3\r\nGET\r\n"],
    ["no words", "*0\r\n"],
    ["less than no words", "*-1\r\n"],
    ["a line without its return", "*1\n$3\nGET\n"],
    ["a number where a text belongs", "*1\r\n:3\r\n"],
    ["more behind it", "*1\r\n$4\r\nPING\r\nFLUSHALL"],
  ])("are not read with %s", (_, text) => expect(read(text)).toBe(null));
  it("are read or not, whatever bytes come", () =>
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        for (const words of requestsOfBytes(bytes) ?? []) factsOfCommand(words);
      }),
    ));
});

describe("a word that is no command of the table", () => {
  const known = new Set(REDIS_COMMANDS.flatMap(([, , names]) => names.split(/\s+/)));
  it("is of unknown effect, and nothing is read by it", () =>
    fc.assert(
      fc.property(
        fc.string({ unit: "binary", minLength: 1 }),
        fc.array(fc.string()),
        (word, rest) => {
          fc.pre(!known.has(word.toLowerCase()));
          expect(onlyReads(factsOfCommand([word, ...rest]))).toBe(false);
        },
      ),
    ));
  it("a zero byte in a name makes it unknown: by the luck of its hash Redis takes it for the name before it", () =>
    expect(of('"DEL\\x00" a')).toMatchObject({ kind: "unknown", unknownCalls: ["del\0"] }));

  it("a letter that only looks like one makes no command", () => {
    expect(of("\u212aEYS *").kind).toBe("unknown"); // The sign of kelvin is a k in lower case.
    expect(of("\uff27ET a").kind).toBe("unknown");
    expect(of("config|get x").kind).toBe("unknown");
  });
  it("makes the whole text unread where quotes have no end", () => {
    expect(factsOf(redisParser, "GET a\nGET 'b")).toMatchObject([{ form: "Unparsed" }]);
    expect(redisParser.parse("GET a\0").kind).toBe("unparsed");
  });
});
