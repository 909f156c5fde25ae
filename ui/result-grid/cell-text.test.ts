import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cellLimits, contentOf, hexDump, partsOf, prettyJson, previewOf } from "./cell-text";

const bytesOf = (text: string) => new TextEncoder().encode(text);
const placeholders = ["[EMAIL]", "[SSN]"];

describe("a cell in its row", () => {
  it("is never longer than a line, and says when there is more", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 3_000 }), (text) => {
        const preview = previewOf(bytesOf(text));
        expect(preview.text.length).toBeLessThanOrEqual(cellLimits.previewCharsMax);
        expect(preview.cut).toBe(
          text.length > cellLimits.previewCharsMax || bytesOf(text).length > 1_024,
        );
      }),
    );
  });

  it("holds no control character, so that no terminal escape acts", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => {
        return !/\p{Cc}/u.test(previewOf(bytes).text);
      }),
    );
  });

  it("shows line breaks and tabs as signs", () => {
    expect(previewOf(bytesOf("a\r\nb\tc\u001b[2J"))).toEqual({ text: "a↵b⇥c␛[2J", cut: false });
  });
});

describe("a cell in the viewer", () => {
  it("is the whole text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(contentOf(bytesOf(text))).toEqual({ kind: "text", text, cut: false });
      }),
    );
  });

  it("is told to be bytes when it is no UTF-8", () => {
    expect(contentOf(new Uint8Array([0x61, 0xff]))).toEqual({ kind: "bytes" });
  });

  it("is cut between characters and says so", () => {
    const content = contentOf(bytesOf("€".repeat(400_000)));
    expect(content.kind === "text" && content.cut && /^€+$/.test(content.text)).toBe(true);
  });

  it("is laid out when it is JSON, and left alone when it only looks like it", () => {
    expect(prettyJson('{"a":[1]}')).toBe('{\n  "a": [\n    1\n  ]\n}');
    expect([prettyJson("{a"), prettyJson("12"), prettyJson("")]).toEqual([null, null, null]);
  });

  it("shows bytes as numbers and signs", () => {
    expect(hexDump(bytesOf("Gatehouse 42 \u0007 end"))).toBe(
      [
        "00000000  47 61 74 65 68 6f 75 73  65 20 34 32 20 07 20 65  Gatehouse 42 · e",
        "00000010  6e 64                                             nd",
      ].join("\n"),
    );
  });
});

describe("the placeholders in a text", () => {
  it("are marked, and the parts together are the text", () => {
    const piece = fc.oneof(fc.constantFrom(...placeholders, "[", "]", "[EMA"), fc.string());
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join("");
        const parts = partsOf(text, placeholders);
        expect(parts.map((part) => part.text).join("")).toBe(text);
        for (const part of parts) expect(placeholders.includes(part.text)).toBe(part.masked);
      }),
    );
  });

  it("are found beside each other and in the middle", () => {
    expect(
      partsOf("to [EMAIL][SSN]!", placeholders).map((part) => [part.text, part.masked]),
    ).toEqual([
      ["to ", false],
      ["[EMAIL]", true],
      ["[SSN]", true],
      ["!", false],
    ]);
  });
});
