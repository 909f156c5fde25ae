import type { ReviewState, SubjectKind, Verdict } from "@/domain/reviews/review";
import { Badge, type Tone } from "@/ui/badge";

const STATES: Readonly<Record<ReviewState, readonly [Tone, string]>> = {
  open: ["accent", "Open"],
  completed: ["ok", "Completed"],
  cancelled: ["plain", "Cancelled"],
};

export function ReviewStateBadge({ state }: { readonly state: ReviewState }) {
  const [tone, word] = STATES[state];
  return <Badge tone={tone}>{word}</Badge>;
}

export function SubjectBadge({ kind }: { readonly kind: SubjectKind }) {
  return <Badge>{kind === "group" ? "Group" : "Connection"}</Badge>;
}

const VERDICTS: Readonly<Record<Verdict, readonly [Tone, string]>> = {
  keep: ["ok", "Keep"],
  revoke: ["bad", "Revoke"],
};

export function VerdictBadge({ verdict }: { readonly verdict: Verdict }) {
  const [tone, word] = VERDICTS[verdict];
  return <Badge tone={tone}>{word}</Badge>;
}
