import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { REQUEST_STATES } from "@/domain/requests/request";
import { anyNotice, noticeOf } from "@/testing/notices";
import { problemsOfBlocks } from "@/testing/slack-limits";
import { REQUEST_EVENTS, type RequestNotice } from "../../requests/request-notice";
import type { Block } from "./blocks";
import { readSubject } from "./buttons";
import { channelMessage, requesterMessage } from "./message";

const NOW = new Date("2026-01-02T10:10:00Z");

function textsOf(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block) => {
    if (block.type === "actions") return block.elements.map((button) => button.text.text);
    if (block.type === "context") return block.elements.map((element) => element.text);
    return "text" in block ? [block.text.text] : block.fields.map((field) => field.text);
  });
}
const allText = (notice: RequestNotice) => textsOf(channelMessage(notice, NOW).blocks).join("\n");
const buttons = (notice: RequestNotice) =>
  channelMessage(notice, NOW)
    .blocks.flatMap((block) => (block.type === "actions" ? block.elements : []))
    .map((button) => button.action_id.replace("gatehouse.", ""));

const hostile = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.constantFrom(
    ...["<!channel>", "<@U1>", "<https://evil.test|Approve>", "*Approved by* Grace", "```\n*x*"],
    ...["`", "&lt;!here&gt;", "@channel", "\n• Approved by Grace", "\u2028> x", ":lock:", "\ud800"],
    ...[
      "\u202eevil",
      "",
      "x".repeat(9_000),
      "`".repeat(9_000),
      "<".repeat(9_000),
      "😀\n".repeat(3_000),
    ],
  ),
);

describe("any request, whatever people wrote", () => {
  it("gives blocks within Slack's limits", () => {
    fc.assert(
      fc.property(anyNotice(hostile), (notice) => {
        const message = channelMessage(notice, NOW);
        expect(problemsOfBlocks(message.blocks)).toEqual([]);
        expect(message.text.length).toBeLessThanOrEqual(4_000);
        for (const event of REQUEST_EVENTS) {
          const news = requesterMessage(notice, event);
          if (news !== null) expect(problemsOfBlocks(news.blocks)).toEqual([]);
        }
      }),
      { numRuns: 150 },
    );
  });

  it("keeps every text in its place: it adds no mark, no mention, no link and no line of ours", () => {
    fc.assert(
      fc.property(anyNotice(token), fc.array(spiteful, { minLength: 5 }), (notice, words) => {
        const plainOnes = textsOf(channelMessage(notice, NOW).blocks);
        const spitefulOnes = textsOf(channelMessage(withWords(notice, words), NOW).blocks);
        fc.pre(leftOut(plainOnes) === leftOut(spitefulOnes)); // Escapes are longer: fewer lines fit.
        expect(spitefulOnes.map(marksOf)).toEqual(plainOnes.map(marksOf));
      }),
      { numRuns: 300 },
    );
  });
});

/** Stands for what a person wrote, to be put in its place. */
const token = fc.nat(40).map((index) => `W${index}`);
const spiteful = fc
  .oneof(hostile, fc.string({ unit: "binary" }))
  .map((text) => `x${text}`.slice(0, 40));

function withWords<T>(value: T, words: readonly string[]): T {
  if (typeof value === "string") {
    const index = /^W(\d+)$/.exec(value)?.[1];
    return (index === undefined ? value : words[Number(index) % words.length]) as T;
  }
  if (Array.isArray(value)) return value.map((inner) => withWords(inner, words)) as T;
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  const entries = Object.entries(value).map(([name, inner]) => [name, withWords(inner, words)]);
  return Object.fromEntries(entries) as T;
}

const leftOut = (texts: string[]) =>
  texts
    .join()
    .match(/and \d+ more/g)
    ?.join() ?? "";

/**
 * What Slack gives a meaning to, and where lines end. Of a command, a quote and a name only what
 * matters there: angle brackets, which also work in code.
 */
function marksOf(text: string): string {
  const within = (kind: string) => (part: string) =>
    `${kind}${part.replaceAll(/^> /gm, "").replaceAll(/[^<>]/g, "")}`;
  return text
    .replace(/^```\n[\s\S]*\n```$/, within("F"))
    .replace(/^> .*(\n> .*)*$/m, within("Q"))
    .replace(/`[^`\n]+`/g, within("N"))
    .replace(/[^FQN*_~`<>\n\r\v\f\u0085\u2028\u2029]/g, "")
    .replace(/[FQN](?![<>])/g, "");
}

describe("a request that waits", () => {
  it("says who asks for what, why, with which risk, who decides and until when", () => {
    const text = allText(noticeOf());
    for (const part of [
      ...["*Ada Lovelace* (`ada@example.com`) asks to run a command on `prod-db`", "> Ticket 4711"],
      ...["*Tags*\n`env=production`", "*Risk*\nMedium", "• It writes to one table."],
      ...[
        "```\nUPDATE users SET status = 'inactive' WHERE id = 123\n```",
        "50 minutes, until <!date^",
      ],
      "• Rule `Production writes` needs 1 more approval of `dba`",
    ]) {
      expect(text).toContain(part);
    }
  });

  it("offers Approve, Reject and its page; the value names the revision and nothing else", () => {
    expect(buttons(noticeOf())).toEqual(["approve", "reject", "open"]);
    const block = channelMessage(noticeOf({ revision: 3 }), NOW).blocks.find(
      ({ type }) => type === "actions",
    );
    const value = block?.type === "actions" ? block.elements[0]?.value : "";
    expect(JSON.parse(value ?? "")).toEqual({ id: noticeOf().id, revision: 3 });
    expect(readSubject(value)).toEqual({ id: noticeOf().id, revision: 3 });
    expect(readSubject('{"id":"req_1","revision":1,"may":true}')).toBeNull();
  });

  it("asks again before a command of high risk, or one that is not all shown, is approved", () => {
    const asks = (notice: RequestNotice) =>
      JSON.stringify(channelMessage(notice, NOW).blocks).includes('"confirm"');
    expect(asks(noticeOf())).toBe(false);
    expect(asks(noticeOf({ risk: "high" }))).toBe(true);
    expect(asks(noticeOf({ command: "x".repeat(4_000) }))).toBe(true);
  });

  it("says that a long command is cut and gives the whole of it to be attached", () => {
    const command = `SELECT ${"a, ".repeat(2_000)}b`;
    const { snippet } = channelMessage(noticeOf({ command }), NOW);
    expect(snippet).toBe(command);
    expect(allText(noticeOf({ command }))).toContain("only the beginning: the command has 6008 ch");
    expect(channelMessage(noticeOf(), NOW).snippet).toBeNull();
  });
});

describe("a request that is decided", () => {
  it.each(REQUEST_STATES.filter((state) => state !== "pending"))(
    "has no buttons to decide it when it is %s",
    (state) => expect(buttons(noticeOf({ state }))).toEqual(["open"]),
  );

  it("says who rejected it and why", () => {
    const vote = { userId: "usr_1", name: "Grace", verdict: "reject", reason: "Too wide" } as const;
    const text = allText(
      noticeOf({ state: "rejected", because: "Grace: Too wide", votes: [{ ...vote, at: NOW }] }),
    );
    expect(text).toContain("*Rejected. Nothing ran.*");
    expect(text).toContain("• Rejected by Grace: Too wide");
    expect(text).not.toContain("Why");
  });

  it("says that nobody approved what was forced", () =>
    expect(allText(noticeOf({ forced: true, state: "approved" }))).toContain(
      "acted at once (break-glass) on `prod-db`\n*Not approved by anybody: forced.*",
    ));
});

it("tells the requester of what ends or changes their request, and of nothing else", () => {
  const told = REQUEST_EVENTS.filter((event) => requesterMessage(noticeOf(), event) !== null);
  expect(told.map((event) => event.replace("request.", ""))).toEqual([
    ...["proposed", "approved", "rejected", "expired", "executed", "failed"],
  ]);
});
