import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { factsOf, onlyReads, type StatementFacts, type StatementKind } from "../../facts";
import { strongest } from "../../postgres/kinds";
import { shellParser } from "../../shell/parser";
import { SHELL_CORPUS } from "./corpus";
import { DOUBTS, ELSEWHERE } from "./others";

const factsIn = (text: string): readonly StatementFacts[] => factsOf(shellParser, text);
const kindIn = (text: string): StatementKind => strongest(factsIn(text).map(({ kind }) => kind));
const callsIn = (text: string) => factsIn(text).flatMap(({ calls }) => calls);
const named = SHELL_CORPUS.map((entry) => [entry.sql, entry.because, entry] as const);

describe("the corpus of shells", () => {
  it("has each text once, and enough of them", () => {
    expect(new Set(SHELL_CORPUS.map(({ sql }) => sql)).size).toBe(SHELL_CORPUS.length);
    expect(SHELL_CORPUS.length).toBeGreaterThanOrEqual(150);
  });
});

describe("what a line truly does is what the facts say, or they say that nobody knows", () => {
  it.each(named)("%j: %s", (text, _, { truth }) => {
    if (truth === "error") expect(kindIn(text)).not.toBe("read");
    else if (truth === "write") expect(["write", "unknown"]).toContain(kindIn(text));
    else expect(kindIn(text)).toBe(truth);
  });
});

describe("what only a shell could tell, and what reaches further than a folder, is unknown", () => {
  it.each([...DOUBTS, ...ELSEWHERE].map(({ sql }) => sql))("%j", (text) =>
    expect(kindIn(text)).toBe("unknown"),
  );
});

describe("a read that is led to a file is a write, and to nowhere a read", () => {
  it.each(["ls > made", "ls <> made", "ls >& made", "ls &>> made", "> made", "ls 2>made"])(
    "%s",
    (text) => {
      expect(kindIn(text)).toBe("write");
      expect(kindIn(text.replace("made", "/dev/null"))).toBe("read");
    },
  );
});

describe("the names of commands are facts, wherever they stand", () => {
  it.each([
    ["ls | sort; /usr/bin/WC x", ["ls", "sort", "wc"]],
    ["sudo -u root rm -rf /", ["sudo", "rm"]],
    ["env X=1 nohup rm x", ["env", "nohup", "rm"]],
    ["X=1 rm x", ["rm"]],
    ["sh -c 'ls; rm x'", ["sh", "rm"]],
    ["ls $(rm x) `mv y z`", ["ls", "rm", "mv"]],
    ["if true; then rm x; fi", ["rm"]],
    ["(rm x)", ["rm"]],
    ["find . -exec rm {} \\;", ["find", "rm"]],
    ["xargs -n 1 rm", ["xargs", "rm"]],
    ["r''m x", ["rm"]],
  ])("%s: %j", (text, names) => expect(callsIn(text)).toEqual(expect.arrayContaining(names)));
});

describe("whatever is sent", () => {
  const reads = SHELL_CORPUS.filter(({ truth }) => truth === "read").map(({ sql }) => sql);
  const pieces = fc.oneof(
    fc.constantFrom(...SHELL_CORPUS.map(({ sql }) => sql)),
    fc.string({ unit: "binary", maxLength: 20 }),
    fc.constantFrom(
      "'",
      '"',
      "`",
      "\\",
      "$(",
      "${",
      ")",
      "}",
      "\n",
      ";",
      "|",
      "<<E",
      "#",
      ">",
      "!",
    ),
  );
  it("is answered, with places inside the text", () =>
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 6 }), (parts) => {
        const text = parts.join(" ");
        for (const { start, end, endByte } of factsIn(text)) {
          expect(0 <= start && start <= end && end <= text.length).toBe(true);
          expect(endByte).toBe(new TextEncoder().encode(text.slice(0, end)).byteLength);
        }
      }),
      { numRuns: 1_000 },
    ));
  it("is no read with a file behind a sign, or with a command that nobody knows", () =>
    fc.assert(
      fc.property(
        fc.constantFrom(...reads),
        fc.constantFrom("> made", ">>made", "<> made", "&>made", "; nobody-knows", "&& ./x", "| x"),
        (text, more) => {
          expect(factsIn(`${text}\n: ${more}`).every(onlyReads)).toBe(false);
          expect(factsIn(`true ${more}\n${text}`).every(onlyReads)).toBe(false);
        },
      ),
    ));
  it("is no read where a letter is put into the name of what reads", () =>
    fc.assert(
      fc.property(
        fc.constantFrom("ls", "cat", "grep"),
        fc.string({ minLength: 1 }),
        (name, more) => {
          fc.pre(/^[\w.@%+,:/-]+$/.test(more));
          expect(factsIn(`${name}${more} x`).every(onlyReads)).toBe(
            ["egrep", "fgrep"].includes(`${name}${more}`),
          );
        },
      ),
    ));
  it("is answered, however deep it is nested or how long it is", () => {
    const deep = [
      `${"$(".repeat(20_000)}ls${")".repeat(20_000)}`,
      `${"echo `".repeat(5_000)}`,
      `sed ${"/".repeat(100_000)}`,
      `sed '${"[".repeat(100_000)}'`,
      `sed '${"p ;".repeat(100_000)}'`,
      `${"sudo ".repeat(10_000)}`,
      `${"cat <<E ".repeat(5_000)}`,
      `${"\\\n".repeat(200_000)}x`,
    ];
    expect(deep.filter((text) => kindIn(text) !== "unknown")).toEqual([]);
  });
});
