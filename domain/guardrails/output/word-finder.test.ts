import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Hit, WordFinder } from "./word-finder";

const bytes = (text: string) => new TextEncoder().encode(text);
const words = (ignoreCase: boolean, ...all: readonly string[]) =>
  new WordFinder(all.map((word, rule) => ({ rule, word, ignoreCase })));
const found = (finder: WordFinder, text: string) =>
  finder
    .find(bytes(text), 1_000)
    .map(({ start, end }) => new TextDecoder().decode(bytes(text).subarray(start, end)));

describe("looking for words", () => {
  it("finds each wherever it stands, also within another", () =>
    expect(found(words(false, "she", "he", "hers"), "ushers").sort()).toEqual([
      "he",
      "hers",
      "she",
    ]));
  it("finds none in a text that only begins like one", () =>
    expect(found(words(false, "falcon"), "falco falconn fa").length).toBe(1));
  it("tells capitals apart where it is told to", () =>
    expect(found(words(false, "Falcon"), "falcon FALCON Falcon")).toEqual(["Falcon"]));
  it.each([
    ["müller", "Hans MÜLLER, mÜller"],
    ["ΣΊΣΥΦΟΣ", "σίσυφος"],
    ["risk", "RIſK \u212a RIS\u212a"],
    ["проект", "ПРОект"],
  ])("finds %s in %s, in capitals or not", (word, text) =>
    expect(found(words(true, word), text).length).toBeGreaterThan(0),
  );
  it("gives the place in bytes, whatever stands before", () =>
    expect(words(true, "kk").find(bytes("ü€😀\u212aK"), 9)).toEqual([
      { rule: 0, start: 9, end: 13 },
    ]));
  it("is not led astray by bytes that are no UTF-8", () => {
    const broken = Uint8Array.of(0xc3, ...bytes("falcon"), 0xf0, 0x9f, ...bytes("falcon"), 0xff);
    expect(
      words(true, "falcon")
        .find(broken, 9)
        .map(({ start }) => start),
    ).toEqual([1, 9]);
  });
});

describe("for any words and any text", () => {
  const letters = fc.string({
    unit: fc.constantFrom("a", "b", "A", "ü", "€", "😀"),
    maxLength: 40,
  });
  const word = fc.string({
    unit: fc.constantFrom("a", "b", "A", "ü", "€", "😀"),
    minLength: 1,
    maxLength: 4,
  });

  it("finds exactly what looking at every place finds", () =>
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 6 }), letters, (sought, text) => {
        expect(inOrder(words(false, ...sought).find(bytes(text), 10_000))).toEqual(
          inOrder(naive(sought, bytes(text))),
        );
      }),
    ));
  it("never throws on bytes, and every place lies within them", () =>
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 6 }), fc.uint8Array(), (sought, text) =>
        words(true, ...sought)
          .find(text, 10_000)
          .every(({ start, end }) => start >= 0 && start < end && end <= text.byteLength),
      ),
    ));
});

function naive(sought: readonly string[], text: Uint8Array): Hit[] {
  return sought.flatMap((word, rule) => {
    const wanted = bytes(word);
    return [...text.keys()]
      .filter((start) => wanted.every((byte, at) => text[start + at] === byte))
      .map((start) => ({ rule, start, end: start + wanted.byteLength }));
  });
}

function inOrder(hits: readonly Hit[]): Hit[] {
  return hits.toSorted((a, b) => a.start - b.start || a.end - b.end || a.rule - b.rule);
}
