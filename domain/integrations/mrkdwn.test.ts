import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fenced, inertLine, inertName, inertQuote } from "./mrkdwn";
import { fitLines, visibleText } from "./visible-text";

/** Any text, and often one made of what Slack gives a meaning to. */
const hostile = fc.oneof(
  fc.string({ unit: "binary", maxLength: 300 }),
  fc
    .array(
      fc.constantFrom(
        ...["`", "``", "```", "*", "_", "~", "<", ">", "&", "&lt;", "<!channel>", "<@U1>", "@here"],
        ...[":white_check_mark:", "<https://evil.test|Approve>", "\n", "\r\n", "\u2028", "\u202e"],
        ...["a", "approve", " ", "😀", "\ud800", "\u0000", "> ", "• ", "|", "^"],
      ),
      { maxLength: 60 },
    )
    .map((parts) => parts.join("")),
);
const limit = fc.integer({ min: 30, max: 400 });

/** What Slack shows for an escaped text. */
const shown = (text: string) =>
  text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
const CONTROL = /[<>]|&(?!(amp|lt|gt);)/;

describe("a text of somebody's inside Slack's markup", () => {
  it("never holds a control character, a mark of style, a picture or a call, and fits", () => {
    fc.assert(
      fc.property(hostile, limit, (text, max) => {
        const line = inertLine(text, max);
        expect(line.length).toBeLessThanOrEqual(max);
        expect(line).not.toMatch(CONTROL);
        expect(line).not.toMatch(/[*_~`\n\r]|:[\w+'-]+:|@(channel|here|everyone)/i);
      }),
    );
  });

  it("stays quoted line by line, whatever ends a line", () => {
    fc.assert(
      fc.property(hostile, limit, (text, max) => {
        const quote = inertQuote(text, max);
        expect(quote.length).toBeLessThanOrEqual(max);
        for (const line of quote.split(/[\n\r\u2028\u2029\v\f]/)) {
          expect(line.startsWith("> ")).toBe(true);
          expect(line.slice(2)).not.toMatch(CONTROL);
          expect(line.slice(2)).not.toMatch(/[*_~`]/);
        }
      }),
    );
  });

  it("cannot end the code it is a name in", () => {
    fc.assert(
      fc.property(hostile, limit, (text, max) => {
        const name = inertName(text, max);
        expect(name.length).toBeLessThanOrEqual(max);
        expect(name).toMatch(/^(`[^`\n\r]+`|\(none\))$/u);
        expect(name).not.toMatch(CONTROL);
      }),
    );
  });

  it("cannot end the fence it is a command in, and reads as it was written", () => {
    fc.assert(
      fc.property(hostile, limit, (text, max) => {
        const { text: block, isWhole } = fenced(text, max);
        expect(block.length).toBeLessThanOrEqual(max);
        const inner = block.slice(4, -4);
        expect(block).toBe(`\`\`\`\n${inner}\n\`\`\``);
        expect(inner).not.toContain("```");
        expect(inner).not.toMatch(CONTROL);
        const read = shown(inner).replaceAll("\u200b", "");
        const whole = visibleText(text).replaceAll("\u200b", "");
        expect(isWhole ? read === whole : whole.startsWith(read.slice(0, -1))).toBe(true);
      }),
    );
  });

  it("shows what would turn a command around", () =>
    expect(fenced("DELETE \u202eFROM\u0000 logs", 100).text).toContain(
      "‹U+202E›FROM‹U+0000› logs",
    ));

  it("keeps single backticks, which MySQL quotes names with", () =>
    expect(fenced("SELECT `a` FROM `b`", 100).text).toBe("```\nSELECT `a` FROM `b`\n```"));
});

it("lists what fits and says how many more there are", () => {
  expect(fitLines(["one", "two", "three"], 100)).toBe("one\ntwo\nthree");
  expect(fitLines(["one", "two", "three"], 16)).toBe("one\nand 2 more");
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 20 })), fc.integer({ min: 20 }), (lines, max) => {
      expect(fitLines(lines, max).length).toBeLessThanOrEqual(max);
    }),
  );
});
