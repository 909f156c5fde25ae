import { fenced, inertLine, inertName, inertQuote } from "@/domain/integrations/mrkdwn";
import { fitLines } from "@/domain/integrations/visible-text";
import type { RequestEvent, RequestNotice } from "../../requests/request-notice";
import {
  askWords,
  becauseOf,
  durationWords,
  isWaiting,
  missingWords,
  RISK_WORDS,
  stateWords,
  timeWords,
} from "../notice-words";
import { type Block, mrkdwn, SLACK_LIMITS, section, slackTime } from "./blocks";
import { buttonsOf, pageButton } from "./buttons";

export interface SlackMessage {
  /** What a notification and a screen reader say. */
  readonly text: string;
  readonly blocks: Block[];
  /** The command, when the message does not hold all of it. */
  readonly snippet: string | null;
}

/** Parts of a text have limits of their own, so that whatever is long, the rest is still there. */
const PARTS = {
  nameCharactersMax: 120,
  reasonCharactersMax: 2_400,
  lineCharactersMax: 300,
  groupsMax: 10,
  dmCommandCharactersMax: 1_000,
} as const;

/** A request in the channel of its approvers, as it stands at `at`. */
export function channelMessage(notice: RequestNotice, at: Date): SlackMessage {
  const command = commandBlocks(notice);
  const blocks = [
    section(`${headline(notice)}\n*${stateWords(notice)}*`),
    { type: "section", fields: factsOf(notice, at).map(mrkdwn) } as const,
    ...quoteBlocks("Reason", notice.reason),
    ...listBlocks("Risk", bulletsOf(notice.riskReasons)),
    ...command.blocks,
    ...listBlocks("Who decides", isWaiting(notice) ? demandLines(notice) : []),
    ...listBlocks("Votes", voteLines(notice)),
    ...quoteBlocks("Why", becauseOf(notice)),
    buttonsOf(notice, command.isWhole),
    footer(notice, at),
  ];
  const text = fallbackOf(notice, stateWords(notice));
  return { text, blocks, snippet: command.isWhole ? null : notice.command };
}

const NEWS: Partial<Record<RequestEvent, string>> = {
  "request.approved": "Your request was approved.",
  "request.rejected": "Your request was rejected.",
  "request.proposed": "An approver changed your command. It runs only when you accept the change.",
  "request.expired": "Your request expired.",
  "request.executed": "Your request was executed.",
  "request.failed": "Your request ran and failed.",
};

/** What the requester is told privately; null when this is no news to them. */
export function requesterMessage(notice: RequestNotice, event: RequestEvent): SlackMessage | null {
  const news = newsOf(notice, event);
  if (news === null) return null;
  const { text: command } = fenced(notice.command, PARTS.dmCommandCharactersMax);
  const blocks: Block[] = [
    section(`*${news}*\n${connectionOf(notice)}`),
    ...(notice.command === "" ? [] : [section(command)]),
    ...listBlocks("Votes", voteLines(notice)),
    ...quoteBlocks("Why", becauseOf(notice)),
    pageButton(notice),
  ];
  return { text: fallbackOf(notice, news), blocks, snippet: null };
}

function newsOf(notice: RequestNotice, event: RequestEvent): string | null {
  if (notice.kind === "jit" && event === "request.executed") return "Your access has ended.";
  return NEWS[event] ?? null;
}

function headline(notice: RequestNotice): string {
  const { name, email } = notice.requester;
  const who = `*${inertLine(name, PARTS.nameCharactersMax)}* (${inertName(email, 300)})`;
  return `${who} ${askWords(notice)} on ${connectionOf(notice)}`;
}

function fallbackOf(notice: RequestNotice, state: string): string {
  const who = inertLine(notice.requester.name, PARTS.nameCharactersMax);
  return `${who} ${askWords(notice)} on ${connectionOf(notice)}. ${state}`;
}

function connectionOf(notice: RequestNotice): string {
  return inertName(notice.connection.name, PARTS.nameCharactersMax);
}

function factsOf(notice: RequestNotice, at: Date): string[] {
  const { connection, durationSeconds, revision, risk } = notice;
  const tags = Object.entries(connection.tags).map(([key, value]) =>
    inertName(`${key}=${value}`, PARTS.lineCharactersMax),
  );
  const rows = [
    ["Connection", connectionOf(notice)],
    ["Tags", fitLines(tags, SLACK_LIMITS.fieldCharactersMax - 100)],
    ["Risk", RISK_WORDS[risk]],
    ["Time left", isWaiting(notice) ? timeLeft(notice.expiresAt, at) : ""],
    ["Access for", durationSeconds === null ? "" : durationWords(durationSeconds)],
    [
      "Access until",
      notice.endsAt === null ? "" : slackTime(notice.endsAt, timeWords(notice.endsAt)),
    ],
    ["Revision", revision > 1 ? String(revision) : ""],
  ] as const;
  return rows.filter(([, value]) => value !== "").map(([name, value]) => `*${name}*\n${value}`);
}

function timeLeft(expiresAt: Date, at: Date): string {
  const left = durationWords((expiresAt.getTime() - at.getTime()) / 1_000);
  return `${left}, until ${slackTime(expiresAt, timeWords(expiresAt))}`;
}

function commandBlocks({ command }: RequestNotice): { blocks: Block[]; isWhole: boolean } {
  if (command === "") return { blocks: [], isWhole: true };
  const { text, isWhole } = fenced(command, SLACK_LIMITS.sectionCharactersMax);
  if (isWhole) return { blocks: [section(text)], isWhole };
  const said =
    `This is only the beginning: the command has ${command.length} characters. ` +
    "Read the whole of it on its page, or in the file in this thread.";
  return { blocks: [section(text), { type: "context", elements: [mrkdwn(said)] }], isWhole };
}

function demandLines({ demands }: RequestNotice): string[] {
  return demands.map((tally) => {
    const groups = tally.missingGroups
      .slice(0, PARTS.groupsMax)
      .map((group) => inertName(group, PARTS.nameCharactersMax));
    const more = tally.missingGroups.length - groups.length;
    const of = tally.isMet ? "" : ` ${groups.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
    const rule = inertName(tally.demand.rule, PARTS.nameCharactersMax);
    return `• Rule ${rule} ${missingWords(tally)}${of}`;
  });
}

function voteLines({ votes }: RequestNotice): string[] {
  return votes.map(({ name, verdict, reason }) => {
    const by = `• ${verdict === "approve" ? "Approved" : "Rejected"} by ${inertLine(name, PARTS.nameCharactersMax)}`;
    return reason === "" ? by : `${by}: ${inertLine(reason, 1_200)}`;
  });
}

function bulletsOf(texts: readonly string[]): string[] {
  return texts.map((text) => `• ${inertLine(text, PARTS.lineCharactersMax)}`);
}

function quoteBlocks(title: string, text: string): Block[] {
  return listBlocks(title, text === "" ? [] : [inertQuote(text, PARTS.reasonCharactersMax)]);
}

function listBlocks(title: string, lines: readonly string[]): Block[] {
  if (lines.length === 0) return [];
  const head = `*${title}*\n`;
  return [section(head + fitLines(lines, SLACK_LIMITS.sectionCharactersMax - head.length))];
}

function footer({ id }: RequestNotice, at: Date): Block {
  const text = `${inertName(id, 60)} as of ${slackTime(at, timeWords(at))}`;
  return { type: "context", elements: [mrkdwn(text)] };
}
