import type { Actor } from "@/domain/people/user";
import { maySeeSession } from "@/domain/policy/decide-session";
import { Refusal } from "@/domain/refusal";
import { findAgentName } from "../agents/find-agent";
import type { Deps } from "../deps";
import { requestOfSession } from "../requests/request-of-session";
import { findCompared } from "./compared/store";
import { findGuarding } from "./guarded/store";
import { findMaskedBy } from "./masked/store";
import type { SessionView } from "./present";
import type { SessionRecord } from "./session-record";
import { findSession } from "./store";

/** One session; what this person may not see answers exactly like what does not exist. */
export async function getSession(deps: Deps, actor: Actor, id: string): Promise<SessionView> {
  const session = await requireSession(deps, actor, id);
  const { agentId } = session;
  const [agentName, request, guarding, maskedBy, compared] = await Promise.all([
    agentId === null ? null : findAgentName(deps.db.read, agentId),
    requestOfSession(deps, id),
    findGuarding(deps.db.read, id),
    findMaskedBy(deps.db.read, id),
    findCompared(deps.db.read, id),
  ]);
  return { actor, session, agentName, request, ...guarding, maskedBy, compared };
}

export async function requireSession(deps: Deps, actor: Actor, id: string): Promise<SessionRecord> {
  const session = await findSession(deps.db.read, id);
  if (session === null || !maySeeSession(actor, session)) throw sessionAbsent(id);
  return session;
}

export function sessionAbsent(id: string): Refusal {
  return new Refusal("ACCESS.NOT_FOUND", `There is no session ${id} for you.`);
}
