import { cardLine, cardLines } from "@/domain/integrations/card-text";
import type { RequestNotice } from "../../requests/request-notice";
import {
  askWords,
  becauseOf,
  durationWords,
  isWaiting,
  mayBeDecided,
  missingWords,
  RISK_WORDS,
  stateWords,
  timeWords,
} from "../notice-words";
import { type Card, type Element, type OpenUrl, run, runs, words } from "./elements";

export const TEAMS_LIMITS = { payloadBytesMax: 28_000 } as const;

/** So small that all of them together, in the widest script, leave room for some of the command. */
const PARTS = {
  nameCharactersMax: 100,
  reasonCharactersMax: 1_200,
  becauseCharactersMax: 600,
  lineCharactersMax: 160,
  linesMax: 8,
  reasonLinesMax: 12,
  commandLinesMax: 40,
  groupsMax: 5,
  tagsCharactersMax: 400,
} as const;
const COMMAND_CHARACTERS = [8_000, 4_000, 2_000, 1_000, 500, 0];

export interface TeamsMessage {
  readonly type: "message";
  readonly attachments: readonly [
    {
      readonly contentType: "application/vnd.microsoft.card.adaptive";
      readonly contentUrl: null;
      readonly content: Card;
    },
  ];
}

/** What a workflow's address takes, with as much of the command as the payload has room for. */
export function teamsMessage(notice: RequestNotice, at: Date): TeamsMessage {
  for (const commandCharactersMax of COMMAND_CHARACTERS) {
    const message = envelopeOf(cardOf(notice, at, commandCharactersMax));
    if (bytesOf(message) <= TEAMS_LIMITS.payloadBytesMax) return message;
  }
  return envelopeOf(cardOf(notice, at, 0));
}

export function bytesOf(message: TeamsMessage): number {
  return Buffer.byteLength(JSON.stringify(message));
}

function envelopeOf(content: Card): TeamsMessage {
  const contentType = "application/vnd.microsoft.card.adaptive";
  return { type: "message", attachments: [{ contentType, contentUrl: null, content }] };
}

function cardOf(notice: RequestNotice, at: Date, commandCharactersMax: number): Card {
  const name = cardLine(notice.requester.name, PARTS.nameCharactersMax);
  const connection = cardLine(notice.connection.name, PARTS.nameCharactersMax);
  return {
    type: "AdaptiveCard",
    $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
    version: "1.5",
    msteams: { width: "Full" },
    fallbackText: `An access request. ${stateWords(notice)} ${notice.url}`,
    body: [
      runs(run(name, { weight: "Bolder" }), run(` ${askWords(notice)} on `), run(connection)),
      words(stateWords(notice), { weight: "Bolder" }),
      ...labelled("E-mail", cardLine(notice.requester.email, PARTS.nameCharactersMax)),
      ...labelled("Tags", cardLine(tagsOf(notice), PARTS.tagsCharactersMax)),
      { type: "FactSet", facts: factsOf(notice, at) },
      ...paragraph("Reason", notice.reason, PARTS.reasonCharactersMax),
      ...listed("Risk", notice.riskReasons),
      ...commandOf(notice, commandCharactersMax),
      ...listed("Who decides", isWaiting(notice) ? demandLines(notice) : []),
      ...listed("Votes", voteLines(notice)),
      ...paragraph("Why", becauseOf(notice), PARTS.becauseCharactersMax),
    ],
    actions: actionsOf(notice),
  };
}

/** Links, not clicks: a workflow cannot say who clicked, so that the decision is made signed in. */
function actionsOf(notice: RequestNotice): OpenUrl[] {
  const decide = (verdict: "approve" | "reject") => {
    const url = new URL(notice.url);
    url.searchParams.set("decide", verdict);
    url.searchParams.set("revision", String(notice.revision));
    return url.href;
  };
  const open: OpenUrl = { type: "Action.OpenUrl", title: "Open in Gatehouse", url: notice.url };
  if (!mayBeDecided(notice)) return [open];
  return [
    { type: "Action.OpenUrl", title: "Approve…", url: decide("approve"), style: "positive" },
    { type: "Action.OpenUrl", title: "Reject…", url: decide("reject"), style: "destructive" },
    open,
  ];
}

function factsOf(notice: RequestNotice, at: Date): { title: string; value: string }[] {
  const { durationSeconds, endsAt, expiresAt, revision, risk } = notice;
  const left = durationWords((expiresAt.getTime() - at.getTime()) / 1_000);
  const rows = [
    ["Risk", RISK_WORDS[risk]],
    ["Time left", isWaiting(notice) ? `${left}, until ${timeWords(expiresAt)}` : ""],
    ["Access for", durationSeconds === null ? "" : durationWords(durationSeconds)],
    ["Access until", endsAt === null ? "" : timeWords(endsAt)],
    ["Revision", revision > 1 ? String(revision) : ""],
    ["As of", timeWords(at)],
  ] as const;
  return rows.filter(([, value]) => value !== "").map(([title, value]) => ({ title, value }));
}

function commandOf({ command }: RequestNotice, charactersMax: number): Element[] {
  if (command === "") return [];
  const limits = { charactersMax, linesMax: PARTS.commandLinesMax };
  const { lines, isWhole } = cardLines(command, limits);
  const cut =
    `This is only the beginning: the command has ${command.length} characters. ` +
    "Read the whole of it on its page.";
  return [
    words("Command", { weight: "Bolder" }),
    ...lines.map((line) => tight(line, "Monospace")),
    ...(isWhole ? [] : [words(cut, { isSubtle: true })]),
  ];
}

function paragraph(title: string, text: string, charactersMax: number): Element[] {
  if (text.trim() === "") return [];
  const { lines } = cardLines(text.trim(), { charactersMax, linesMax: PARTS.reasonLinesMax });
  return [words(title, { weight: "Bolder" }), ...lines.map((line) => tight(line))];
}

function listed(title: string, lines: readonly string[]): Element[] {
  if (lines.length === 0) return [];
  const shown = lines.slice(0, PARTS.linesMax);
  const more = lines.length - shown.length;
  return [
    words(title, { weight: "Bolder" }),
    ...shown.map((line) => tight(`• ${cardLine(line, PARTS.lineCharactersMax)}`)),
    ...(more > 0 ? [words(`and ${more} more`, { isSubtle: true })] : []),
  ];
}

function labelled(label: string, value: string): Element[] {
  return value === "" ? [] : [runs(run(`${label}: `, { weight: "Bolder" }), run(value))];
}

function tight(text: string, fontType?: "Monospace"): Element {
  const inlines = [run(text, fontType === undefined ? {} : { fontType })];
  return { type: "RichTextBlock", inlines, spacing: "None" };
}

function tagsOf({ connection }: RequestNotice): string {
  return Object.entries(connection.tags)
    .map(([key, value]) => `${key}=${value}`)
    .join(", ");
}

function demandLines({ demands }: RequestNotice): string[] {
  return demands.map((tally) => {
    const groups = tally.missingGroups.slice(0, PARTS.groupsMax).join(", ");
    return `Rule ${tally.demand.rule} ${missingWords(tally)} ${tally.isMet ? "" : groups}`;
  });
}

function voteLines({ votes }: RequestNotice): string[] {
  return votes.map(({ name, verdict, reason }) => {
    const by = `${verdict === "approve" ? "Approved" : "Rejected"} by ${name}`;
    return reason === "" ? by : `${by}: ${reason}`;
  });
}
