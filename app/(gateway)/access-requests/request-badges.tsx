import type { RequestKind, RequestState } from "@/domain/requests/request";
import { Badge, type Tone } from "@/ui/badge";

const TONES: Readonly<Record<RequestState, Tone>> = {
  pending: "info",
  proposed: "warn",
  approved: "ok",
  running: "accent",
  executed: "ok",
  failed: "bad",
  unknown: "warn",
  rejected: "bad",
  expired: "plain",
  cancelled: "plain",
  revoked: "warn",
  void: "warn",
};

/** PENDING, APPROVED, …: the state of a request as everybody calls it. */
export function RequestStateBadge({ state }: { readonly state: RequestState }) {
  return (
    <Badge tone={TONES[state]}>
      {state === "running" && (
        <span aria-hidden className="size-1.5 animate-pulse rounded-full bg-current" />
      )}
      {state.toUpperCase()}
    </Badge>
  );
}

export function RequestKindBadge({ kind }: { readonly kind: RequestKind }) {
  return <Badge>{kind === "jit" ? "Window" : "Command"}</Badge>;
}

/** Approved without a vote, by somebody who may act at once. */
export function ForcedBadge() {
  return <Badge tone="bad">FORCED</Badge>;
}
