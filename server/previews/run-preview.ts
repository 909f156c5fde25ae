import type { Actor } from "@/domain/people/user";
import { mayPreview } from "@/domain/policy/decide-request";
import { Refusal } from "@/domain/refusal";
import { PREVIEW_LIMITS } from "@/domain/statements/decide-preview";
import { recordAudit } from "../audit/record-audit";
import type { Tx } from "../db/db";
import type { Deps } from "../deps";
import { lockSeen, requireRevision } from "../requests/open-for-decision";
import type { RequestRecord } from "../requests/request-record";
import { previewSession } from "../sessions/preview-session";
import { countPreviews, endLostPreviews, insertPreview, savePreview } from "./store";

const MINUTE_MS = 60_000;
/** Longer than any preview runs: one that still says so has lost its gateway. */
const LOST_MS = 2 * MINUTE_MS;

export interface Asker {
  readonly actor: Actor;
  readonly origin: string;
}

export interface PreviewWish {
  readonly id: string;
  /** The text that was looked at. */
  readonly revision: number;
}

/**
 * Runs the command of a request for its effect, as a session of whoever asks; resolves when it is over
 * and recorded. The request is as it was: nothing is claimed and nothing counts as run.
 */
export async function runPreview(deps: Deps, asker: Asker, wish: PreviewWish): Promise<void> {
  const previewId = deps.newId("prv");
  const request = await deps.db.transaction((tx) =>
    takePlace(deps, tx, { asker, wish, previewId }),
  );
  try {
    const { connectionId, connectionName, command } = request;
    const order = { request, connectionId, connectionName, command };
    const { sessionId, over } = await previewSession(deps, asker, order);
    await deps.db.transaction((tx) => savePreview(tx, previewId, { sessionId }));
    await over;
  } finally {
    const endedAt = deps.now();
    await deps.db.transaction((tx) => savePreview(tx, previewId, { endedAt }));
    deps.requestWatch.announce({ requestId: request.id, state: null });
  }
}

/** Under the request's lock: one at a time, and only so many a minute. */
async function takePlace(
  deps: Deps,
  tx: Tx,
  asked: { readonly asker: Asker; readonly wish: PreviewWish; readonly previewId: string },
): Promise<RequestRecord> {
  const { asker, wish, previewId: id } = asked;
  const { actor } = asker;
  const request = await lockSeen(tx, actor, wish.id);
  if (!mayPreview(actor, request)) throw notTheirs(request);
  requireRevision(request, wish.revision);
  const now = deps.now();
  if (request.expiresAt <= now) {
    throw new Refusal("REQUEST.EXPIRED", "The request's time has run out.");
  }
  await endLostPreviews(tx, request.id, new Date(now.getTime() - LOST_MS));
  const since = new Date(now.getTime() - MINUTE_MS);
  const { running, recent } = await countPreviews(tx, request.id, since);
  const { previewsOfRequestPerMinuteMax } = PREVIEW_LIMITS;
  if (running > 0) {
    throw new Refusal("PREVIEW.BUSY", "Another preview of this request runs at this moment.");
  }
  if (recent >= previewsOfRequestPerMinuteMax) {
    const because = `A request is previewed at most ${previewsOfRequestPerMinuteMax} times a minute.`;
    throw new Refusal("PREVIEW.BUSY", because, { previewsOfRequestPerMinuteMax });
  }
  const { revision, connectionName: connection } = request;
  const by = { byId: actor.userId, byName: actor.name };
  await insertPreview(tx, { id, requestId: request.id, revision, ...by, at: now });
  await recordAudit(tx, {
    ...{ ...asker, event: "request.previewed", subject: request.id },
    after: { connection, revision },
  });
  return request;
}

function notTheirs({ kind, state }: RequestRecord): Refusal {
  if (kind === "jit")
    return new Refusal("REQUEST.NOT_ALLOWED", "A window has no effect to preview.");
  if (state !== "pending" && state !== "proposed" && state !== "approved") {
    return new Refusal("REQUEST.CHANGED", `The request is ${state}: there is nothing to preview.`);
  }
  const because = "Only who asked, who decides and admins may see what it would do.";
  return new Refusal("REQUEST.NOT_ALLOWED", because);
}
