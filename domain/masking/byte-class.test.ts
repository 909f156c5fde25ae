import { describe, expect, it } from "vitest";
import {
  byteAt,
  digitRun,
  endsFresh,
  followsNumber,
  followsPoint,
  isDigit,
  isHex,
  isHigh,
  isLetter,
  isWord,
  precedesNumber,
  precedesPoint,
  startsFresh,
} from "./byte-class";

const BYTES = Array.from({ length: 256 }, (_, byte) => byte);

function matching(pattern: RegExp): readonly number[] {
  return BYTES.filter((byte) => byte < 0x80 && pattern.test(String.fromCharCode(byte)));
}

describe("a class", () => {
  it.each([
    ["digit", isDigit, /[0-9]/],
    ["letter", isLetter, /[A-Za-z]/],
    ["hex", isHex, /[0-9A-Fa-f]/],
    ["word", isWord, /[0-9A-Za-z_]/],
  ] as const)("%s holds exactly its bytes", (_, is, pattern) => {
    expect(BYTES.filter(is)).toEqual(matching(pattern));
  });

  it("of high bytes starts at 0x80", () => {
    expect(BYTES.filter(isHigh)).toEqual(BYTES.slice(0x80));
  });
});

describe("outside of a text", () => {
  it("every byte is 0 and ends a value like a NUL", () => {
    const text = Buffer.from("1");
    expect([byteAt(text, -1), byteAt(text, 0), byteAt(text, 1)]).toEqual([0, 0x31, 0]);
    expect(startsFresh(text, 0) && endsFresh(text, 1)).toBe(true);
    expect(digitRun(text, 0)).toBe(1);
  });
});

describe("a value", () => {
  const at = (text: string) => ({ text: Buffer.from(text), start: text.indexOf("#") });

  it.each([
    [" #", true],
    ["é#", true],
    [":#", true],
    ["x#", false],
    ["_#", false],
    ["9#", false],
    ["\\n#", true],
    ["\\\\#", true],
    ["\\nn#", false],
  ])("%j starts fresh: %s", (source, fresh) => {
    const { text, start } = at(source);
    expect(startsFresh(text, Buffer.from(source).indexOf("#"))).toBe(fresh);
    expect(start).toBeGreaterThan(0);
  });

  it.each([
    ["1.#", true, true],
    ["1-#", false, true],
    ["a.#", false, false],
    ["a-#", false, false],
    [".#", false, false],
  ])("%j follows a point: %s, a number: %s", (source, point, number) => {
    const { text, start } = at(source);
    expect([followsPoint(text, start), followsNumber(text, start)]).toEqual([point, number]);
  });

  it.each([
    ["#.1", true, true],
    ["#-1", false, true],
    ["#. 1", false, false],
    ["#-x", false, false],
    ["#", false, false],
  ])("%j precedes a point: %s, a number: %s", (source, point, number) => {
    const { text, start } = at(source);
    expect([precedesPoint(text, start + 1), precedesNumber(text, start + 1)]).toEqual([
      point,
      number,
    ]);
  });
});
