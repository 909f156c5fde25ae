import { createRequire } from "node:module";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { REQUEST_STATES } from "@/domain/requests/request";
import { anyNotice, noticeOf } from "@/testing/notices";
import type { RequestNotice } from "../../requests/request-notice";
import { bytesOf, TEAMS_LIMITS, teamsMessage } from "./card";
import type { Card } from "./elements";

/** The built file: what the package names as its entry is for bundlers alone. */
const AdaptiveCards: typeof import("adaptivecards") = createRequire(import.meta.url)(
  "adaptivecards/dist/adaptivecards.js",
);
const NOW = new Date("2026-01-02T10:10:00Z");
const cardOf = (notice: RequestNotice): Card => teamsMessage(notice, NOW).attachments[0].content;
const runsOf = ({ body }: Card) =>
  body.flatMap((element) => (element.type === "RichTextBlock" ? element.inlines : []));
const textOf = (card: Card) =>
  runsOf(card)
    .map(({ text }) => text)
    .join("\n");

/** What Microsoft's own renderer has against a card. */
function complaintsOf(card: Card): string[] {
  const context = new AdaptiveCards.SerializationContext();
  const parsed = new AdaptiveCards.AdaptiveCard();
  parsed.parse(card, context);
  const events = Array.from({ length: context.eventCount }, (_, index) =>
    context.getEventAt(index),
  );
  return [...events, ...parsed.validateProperties().validationEvents].map(({ message }) => message);
}

const hostile = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.constantFrom(
    ...["**bold**", "[Approve](https://evil.test)", "<at>Everyone</at>", "\n• Approved by Grace"],
    ...["{{DATE(2026-01-01T00:00:00Z)}}", "\u202eevil", "", "漢".repeat(9_000), '"'.repeat(9_000)],
    ...["😀\n".repeat(9_000), "\\".repeat(9_000), "\ud800"],
  ),
);

describe("any request, whatever people wrote", () => {
  it("gives a card that Microsoft's renderer takes, within the payload that Teams takes", () => {
    fc.assert(
      fc.property(anyNotice(hostile), (notice) => {
        expect(complaintsOf(cardOf(notice))).toEqual([]);
        expect(bytesOf(teamsMessage(notice, NOW))).toBeLessThanOrEqual(
          TEAMS_LIMITS.payloadBytesMax,
        );
      }),
      { numRuns: 150 },
    );
  });

  it("fits with some of the command even when every text is endless, in the widest script", () => {
    const endless = "漢".repeat(20_000);
    fc.assert(
      fc.property(anyNotice(fc.constant(endless)), (notice) => {
        expect(bytesOf(teamsMessage(notice, NOW))).toBeLessThanOrEqual(
          TEAMS_LIMITS.payloadBytesMax,
        );
        const command = runsOf(cardOf(notice)).filter(({ fontType }) => fontType !== undefined);
        expect(command.map(({ text }) => text).join("").length).toBeGreaterThanOrEqual(500);
      }),
      { numRuns: 60 },
    );
  });

  it("keeps texts of people in runs, which read no Markdown; the rest are our own words", () => {
    const canary = "canary-4711 **bold** [x](https://evil.test)";
    fc.assert(
      fc.property(anyNotice(fc.constant(canary)), (notice) => {
        const { body, actions, fallbackText } = cardOf(notice);
        const others = body.filter(({ type }) => type !== "RichTextBlock");
        expect(JSON.stringify([others, actions, fallbackText])).not.toContain("canary-4711");
      }),
    );
  });

  it("shows a function of cards as it was written", () => {
    const text = textOf(cardOf(noticeOf({ command: "{{DATE(2026-01-01T00:00:00Z)}} {{a}}" })));
    expect(text).not.toContain("{{DATE");
    expect(text.replaceAll("\u200b", "")).toContain("{{DATE(2026-01-01T00:00:00Z)}} {{a}}");
  });
});

describe("a request that waits", () => {
  it("says who asks for what, why, with which risk, who decides and until when", () => {
    const card = cardOf(noticeOf());
    const facts = card.body.find(({ type }) => type === "FactSet");
    expect(facts).toEqual({
      type: "FactSet",
      facts: [
        { title: "Risk", value: "Medium" },
        { title: "Time left", value: "50 minutes, until 2026-01-02 11:00 UTC" },
        { title: "As of", value: "2026-01-02 10:10 UTC" },
      ],
    });
    for (const part of [
      ...["Ada Lovelace\n asks to run a command on \nprod-db", "env=production", "Ticket 4711"],
      ...["• It writes to one table.", "• Rule Production writes needs 1 more approval of dba"],
    ]) {
      expect(textOf(card)).toContain(part);
    }
  });

  it("shows the command in type of one width, line by line, with its indents", () => {
    const command = "SELECT a\n  FROM b\n\n WHERE c";
    const monospace = runsOf(cardOf(noticeOf({ command }))).filter((run) => run.fontType);
    expect(monospace.map(({ text }) => text.replaceAll("\u00a0", "·"))).toEqual([
      ...["SELECT a", "··FROM b", "·", "·WHERE c"],
    ]);
  });

  it("says that a long command is cut, in lines as in characters", () => {
    const cut = (command: string) =>
      JSON.stringify(cardOf(noticeOf({ command }))).includes("only the beginning: the command has");
    expect(cut("x".repeat(30_000))).toBe(true);
    expect(cut("x\n".repeat(100))).toBe(true);
    expect(cut("x".repeat(7_000))).toBe(false);
  });

  it("leads to the decision on its page, in the revision that was told, and decides nothing", () => {
    const { actions } = cardOf(noticeOf({ revision: 3 }));
    const page = noticeOf().url;
    expect(actions.map(({ type, title, url }) => [type, title, url])).toEqual([
      ["Action.OpenUrl", "Approve…", `${page}?decide=approve&revision=3`],
      ["Action.OpenUrl", "Reject…", `${page}?decide=reject&revision=3`],
      ["Action.OpenUrl", "Open in Gatehouse", page],
    ]);
  });
});

it.each(REQUEST_STATES.filter((state) => state !== "pending"))(
  "a request that is %s is not offered to be decided",
  (state) =>
    expect(cardOf(noticeOf({ state })).actions.map(({ title }) => title)).toEqual([
      "Open in Gatehouse",
    ]),
);
