import type { RequestEvent, RequestNotice } from "../requests/request-notice";

const SUBJECT_CHARACTERS_MAX = 150;
const COMMAND_CHARACTERS_MAX = 4_000;

export interface MailText {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** What happened, as the end of a sentence that begins with what was asked for. */
const WORDS: Readonly<Record<RequestEvent, string>> = {
  "request.created": "waits for your decision",
  "request.noted": "has a new note",
  "request.nudged": "still waits for your decision",
  "request.voted": "has a new vote",
  "request.proposed": "was changed by an approver",
  "request.accepted": "was accepted as changed",
  "request.approved": "was approved",
  "request.forced": "was forced open (break-glass)",
  "request.rejected": "was rejected",
  "request.expired": "expired",
  "request.cancelled": "was cancelled",
  "request.revoked": "was revoked",
  "request.voided": "no longer holds",
  "request.started": "is running",
  "request.executed": "ended",
  "request.failed": "failed",
  "request.lost": "has an unknown outcome",
};

/** A mail about a request. Its link only opens the page: nothing in a mail decides anything. */
export function mailTextOf(event: RequestEvent, notice: RequestNotice): MailText {
  const asked = notice.kind === "jit" ? "Access to" : "A command on";
  const heading = `${asked} ${notice.connection.name} ${WORDS[event]}`;
  const facts = factsOf(notice);
  const command = clip(notice.command, COMMAND_CHARACTERS_MAX);
  const lines = facts.map(([name, value]) => `${name}: ${value}`);
  const shown = command === "" ? [] : ["", command];
  const text = [heading, "", ...lines, ...shown, "", `Open it: ${notice.url}`, ""].join("\n");
  const html = htmlOf({ heading, facts, command, url: notice.url });
  return { subject: subjectOf(`[Gatehouse] ${heading}`), text, html };
}

type Fact = readonly [name: string, value: string];

function factsOf(notice: RequestNotice): readonly Fact[] {
  const { requester, reason, risk, riskReasons, because, durationSeconds } = notice;
  const votes = notice.votes.map(({ name, verdict, reason: why }): Fact => {
    const what = verdict === "approve" ? "approves" : "rejects";
    return ["Vote", `${name} ${what}${why === "" ? "" : `: ${oneLine(why)}`}`];
  });
  const facts: (Fact | null)[] = [
    ["Who", `${oneLine(requester.name)} (${oneLine(requester.email)})`],
    ["Connection", notice.connection.name],
    durationSeconds === null ? null : ["For", `${Math.ceil(durationSeconds / 60)} minutes`],
    reason === "" ? null : ["Reason", oneLine(reason)],
    ["Risk", [risk, ...riskReasons].map(oneLine).join(", ")],
    because === null ? null : ["Because", oneLine(because)],
    ...votes,
    ["State", notice.state],
    ["Decide until", notice.expiresAt.toISOString()],
  ];
  return facts.filter((fact) => fact !== null);
}

interface Shown {
  readonly heading: string;
  readonly facts: readonly Fact[];
  readonly command: string;
  readonly url: string;
}

function htmlOf({ heading, facts, command, url }: Shown): string {
  const rows = facts.map(
    ([name, value]) => `<tr><td>${escaped(name)}</td><td>${escaped(value)}</td></tr>`,
  );
  return [
    "<!doctype html><html><body>",
    `<p><b>${escaped(heading)}</b></p>`,
    `<table cellpadding="4">${rows.join("")}</table>`,
    command === "" ? "" : `<pre>${escaped(command)}</pre>`,
    `<p><a href="${escaped(url)}">Open it in Gatehouse</a></p>`,
    "</body></html>",
  ].join("\n");
}

const ENTITIES: Readonly<Record<string, string>> = {
  ...{ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" },
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign] ?? "");
}

/** A subject is a header: a line break in it would begin another one. */
function subjectOf(text: string): string {
  return clip(oneLine(text), SUBJECT_CHARACTERS_MAX);
}

function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").trim();
}

function clip(text: string, charactersMax: number): string {
  return text.length <= charactersMax ? text : `${text.slice(0, charactersMax - 1)}…`;
}
