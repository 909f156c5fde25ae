import { VERDICTS, type VoteVerdict } from "@/domain/requests/tally";

/** What the link of a card asks for: a decision about the text that was on the card. */
export interface AskedDecision {
  readonly verdict: VoteVerdict;
  readonly revision: number;
}

/** It opens a dialog and decides nothing: an address may be called by whoever writes it down. */
export function readAskedDecision(
  search: Readonly<Record<string, string | string[] | undefined>>,
): AskedDecision | null {
  const { decide, revision } = search;
  const verdict = VERDICTS.find((one) => one === decide);
  if (verdict === undefined || typeof revision !== "string") return null;
  return /^\d{1,6}$/.test(revision) ? { verdict, revision: Number(revision) } : null;
}
