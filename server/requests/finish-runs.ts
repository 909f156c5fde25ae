import type { SessionState } from "@/domain/sessions/session";
import type { Tx } from "../db/db";
import type { Deps } from "../deps";
import { type Move, moveRequest } from "./move-request";
import type { RequestRecord } from "./request-record";
import { lockFinished, lockRequest } from "./store";

/** How a session ended, as the request that it ran for sees it. */
export interface RunEnd {
  readonly state: SessionState;
  readonly code: string | null;
  readonly because: string | null;
}

/** Codes after which nobody knows whether the target took the command. */
const UNCERTAIN = new Set([
  "AGENT.LOST",
  "AGENT.OFFLINE",
  "TARGET.LOST",
  "GATEWAY.STOPPING",
  "GATEWAY.INTERRUPTED",
  "RECORDING.FAILED",
  "LINK.PROTOCOL",
  "INTERNAL.BUG",
]);

/** Closes a request whose command has ended. An outcome that nobody knows is never called a success. */
export async function finishRun(deps: Deps, requestId: string, end: RunEnd): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const request = await lockRequest(tx, requestId);
    if (request?.state === "running") await finish(deps, tx, { request, end });
  });
}

const LOST: RunEnd = {
  ...{ state: "interrupted", code: "GATEWAY.INTERRUPTED" },
  because: "The gateway that ran it died before the outcome was certain.",
};
const AT_ONCE_MAX = 100;

/**
 * Job: requests that still say running although their session is over or their gateway is gone.
 * `endOf` reads how their session ended; `null` when there is none or it is open.
 */
export async function finishRuns(
  deps: Deps,
  {
    living,
    endOf,
  }: {
    readonly living: readonly string[];
    readonly endOf: (tx: Tx, sessionId: string) => Promise<RunEnd | null>;
  },
): Promise<void> {
  await deps.db.transaction(async (tx) => {
    for (const request of await lockFinished(tx, living, AT_ONCE_MAX)) {
      const { sessionId } = request;
      const end = sessionId === null ? null : await endOf(tx, sessionId);
      await finish(deps, tx, { request, end: end ?? LOST });
    }
  });
}

async function finish(
  deps: Deps,
  tx: Tx,
  { request, end }: { readonly request: RequestRecord; readonly end: RunEnd },
): Promise<void> {
  const mover = { actor: null, origin: "", now: deps.now() };
  const change = end.because === null ? {} : { because: end.because.slice(0, 2_000) };
  await moveRequest(tx, request, { ...mover, ...outcomeOf(end), change });
}

function outcomeOf({ state, code }: RunEnd): Pick<Move, "to" | "event"> {
  if (state === "done") return { to: "executed", event: "request.executed" };
  const isUncertain = state === "interrupted" || (code !== null && UNCERTAIN.has(code));
  return isUncertain
    ? { to: "unknown", event: "request.lost" }
    : { to: "failed", event: "request.failed" };
}
