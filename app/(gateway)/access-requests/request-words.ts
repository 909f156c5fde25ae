import type { RequestKind, RequestState } from "@/domain/requests/request";
import type { Outputs } from "@/server/api/root";
import { formatDuration } from "@/ui/duration";

export type RequestDetail = Outputs["requests"]["get"];
export type RequestRow = Outputs["requests"]["list"]["rows"][number];
type Demand = RequestDetail["demands"][number];

/** Where a request stands, and what its requester can do now. */
const STANDING: Readonly<Record<RequestState, string>> = {
  pending: "It waits for a decision. Nothing has run.",
  proposed:
    "The command was edited. It runs only after the one who asked has accepted the new text.",
  approved: "It is approved and has not run yet.",
  running: "It runs now.",
  executed: "It has run.",
  failed: "It ran and failed.",
  unknown: "It began, and nobody can say for certain how it ended. Look at the target first.",
  rejected: "It was rejected. Nothing ran: change the command, or speak with who rejected it.",
  expired: "Its time ran out. Nothing ran: ask again if it is still wanted.",
  cancelled: "It was withdrawn. Nothing ran.",
  revoked: "The approval was taken back. Ask again if it is still needed.",
  void: "What was approved is not what would run now, so it does not run. Ask again.",
};
const STANDING_OF_WINDOW: Partial<Record<RequestState, string>> = {
  pending: "It waits for a decision. The window opens once it is approved.",
  approved: "The window is open.",
  executed: "The window is closed.",
  rejected: "It was rejected: the window did not open.",
  expired: "Its time ran out and the window did not open. Ask again if it is still wanted.",
  cancelled: "It was withdrawn or given back: no window is open.",
  revoked: "The window was closed from outside. Ask again if it is still needed.",
};

export function standingWords(kind: RequestKind, state: RequestState): string {
  return (kind === "jit" ? STANDING_OF_WINDOW[state] : undefined) ?? STANDING[state];
}

/** What one rule asks for: how many, of whom. */
export function askedWords({ approvals, approverGroups }: Demand): string {
  const groups = approverGroups.join(", ");
  if (approvals.kind === "any") return `one of ${groups}`;
  if (approvals.kind === "count") return `${approvals.count} people of ${groups}`;
  return approverGroups.length === 1 ? `one of ${groups}` : `one person each of ${groups}`;
}

export function missingWords({ isMet, missing, missingGroups }: Demand): string {
  if (isMet) return "met";
  const people = missing === 1 ? "1 approval" : `${missing} approvals`;
  return `${people} missing, of ${missingGroups.join(", ")}`;
}

/** A few names, and how many more there are. */
export function namesOf(people: readonly { readonly name: string }[], shownMax = 5): string {
  const names = people.slice(0, shownMax).map(({ name }) => name);
  const more = people.length - names.length;
  return more > 0 ? `${names.join(", ")} and ${more} more` : names.join(", ");
}

/** One line that says what is asked for. */
export function askedFor(row: Pick<RequestRow, "kind" | "command" | "durationSeconds">): string {
  if (row.kind === "action") return row.command.replace(/\s+/g, " ").trim();
  return `A window of ${formatDuration((row.durationSeconds ?? 0) * 1_000)}`;
}

/** Approved from the list only where the list shows the command whole. */
export function isApprovedFromList({ state, commandCut }: RequestRow): boolean {
  return state === "pending" && !commandCut;
}

export function requestHref(id: string): string {
  return `/access-requests/${encodeURIComponent(id)}`;
}
