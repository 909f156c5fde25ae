import type { Actor } from "@/domain/people/user";
import { maySeeSession } from "@/domain/policy/decide-session";
import { type Effect, effectOfRows } from "@/domain/statements/effect";
import type { Deps } from "../deps";
import { getRequest } from "../requests/get-request";
import { findForOthers } from "../sessions/find-for-others";
import type { SessionRecord } from "../sessions/session-record";
import { type ReadResult, readResults } from "./read-results";
import { findLatestPreview, type PreviewRecord } from "./store";

export interface PreviewView {
  readonly preview: PreviewRecord;
  readonly session: SessionRecord | null;
  readonly effect: Effect | null;
  readonly failure: string | null;
  /** For who asked for it and who sees its session; masked as for somebody whom no rule exempts. */
  readonly sample: ReadResult | null;
  readonly isOwn: boolean;
  readonly seesSession: boolean;
}

/** What the command of a request would do, as it was last looked at; `null` when nobody has. */
export async function latestPreview(
  deps: Deps,
  actor: Actor,
  requestId: string,
): Promise<PreviewView | null> {
  const { request } = await getRequest(deps, actor, requestId);
  const preview = await findLatestPreview(deps.db.read, request.id);
  if (preview === null) return null;
  const session = await findForOthers(deps, preview.sessionId ?? "");
  const isOwn = preview.byId === actor.userId;
  const seesSession = session !== null && maySeeSession(actor, session);
  const read = await readingOf(deps, session);
  const [facts, sample] = read.results;
  return {
    ...{ preview, session, isOwn, seesSession },
    effect: facts === undefined ? null : effectOfRows(facts.rows),
    failure: isOwn || seesSession ? read.failure : null,
    sample: isOwn || seesSession ? (sample ?? null) : null,
  };
}

const NOTHING = { results: [], failure: null };

/** A session that still runs, or whose recording lies in another gateway, shows nothing yet. */
async function readingOf(deps: Deps, session: SessionRecord | null) {
  if (session === null || session.endedAt === null || session.recording === null) return NOTHING;
  try {
    return await readResults(deps, session.recording.path);
  } catch (error) {
    deps.log.warn({ err: error, sessionId: session.id }, "a preview's recording was not read");
    return NOTHING;
  }
}
