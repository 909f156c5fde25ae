import { isUndecided, type RequestState } from "@/domain/requests/request";
import type { DemandTally } from "@/domain/requests/tally";
import type { RequestNotice } from "../requests/request-notice";

/** The words that all channels use of a request. Texts of people are not in them. */
export const RISK_WORDS: Readonly<Record<RequestNotice["risk"], string>> = {
  low: "Low",
  medium: "Medium",
  high: "High",
};

/** Only what waits for votes is offered to be decided; a proposal waits for its requester. */
export function mayBeDecided(notice: RequestNotice): boolean {
  return notice.state === "pending";
}

export function isWaiting(notice: RequestNotice): boolean {
  return isUndecided(notice.state);
}

/** What is asked for, to be put behind a name and before a connection. */
export function askWords(notice: RequestNotice): string {
  if (notice.forced) return "acted at once (break-glass)";
  if (notice.kind === "action") return "asks to run a command";
  return notice.durationSeconds === null
    ? "asks for access"
    : `asks for access for ${durationWords(notice.durationSeconds)}`;
}

const STATE_WORDS: Readonly<Record<RequestState, string>> = {
  pending: "Waits for approval.",
  proposed: "An approver changed the command; who asked must accept the change first.",
  approved: "Approved.",
  running: "Approved and running.",
  executed: "Approved and executed.",
  failed: "Approved; it ran and failed.",
  unknown: "Approved; whether it took effect is not known.",
  rejected: "Rejected.",
  expired: "Expired.",
  cancelled: "Withdrawn.",
  revoked: "Approved, then revoked.",
  void: "Void: what was approved is not what would run now.",
};

/** Where the request stands, in one sentence. */
export function stateWords(notice: RequestNotice): string {
  const { kind, state } = notice;
  if (notice.forced && state === "approved") return "Not approved by anybody: forced.";
  if (kind === "jit" && state === "executed") return "Approved; its time is over.";
  if (kind === "action" && state === "approved") return "Approved. It may run once.";
  const ranNot = kind === "action" && (state === "rejected" || state === "expired");
  return ranNot ? `${STATE_WORDS[state]} Nothing ran.` : STATE_WORDS[state];
}

/** Why it ended, unless a vote that is shown says it already. */
export function becauseOf({ state, votes, because }: RequestNotice): string {
  const isSaid = state === "rejected" && votes.some(({ verdict }) => verdict === "reject");
  return isSaid ? "" : (because ?? "");
}

/** How many approvals a rule still asks for. */
export function missingWords({ isMet, missing, demand }: DemandTally): string {
  if (isMet) return "has its approvals";
  const each = demand.approvals.kind === "each" ? "one of each of" : "of";
  return `needs ${missing} more ${missing === 1 ? "approval" : "approvals"} ${each}`;
}

const UNITS: readonly (readonly [string, number])[] = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

/** The two largest units: 1 hour 5 minutes. */
export function durationWords(seconds: number): string {
  let left = Math.max(0, Math.floor(seconds));
  const parts: string[] = [];
  for (const [name, size] of UNITS) {
    const count = Math.floor(left / size);
    left %= size;
    if (count > 0) parts.push(`${count} ${name}${count === 1 ? "" : "s"}`);
  }
  return parts.slice(0, 2).join(" ") || "less than a minute";
}

/** `2026-11-28 10:25 UTC`: for where no reader's own time zone is known. */
export function timeWords(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
