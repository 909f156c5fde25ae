import type { Actor } from "@/domain/people/user";
import { decideAccess } from "@/domain/policy/decide-access";
import { Refusal } from "@/domain/refusal";
import { demandsOfWindow } from "@/domain/requests/decide-rules";
import { type Demand, jointTerms } from "@/domain/requests/demand";
import type { ConnectionForSession } from "../connections/connection-record";
import { findAsItIs } from "../connections/find-for-session";
import type { Deps } from "../deps";
import { rulesAsTheyAre } from "../rules/rules-in-force";
import { createRequest } from "./create-request";
import { requestAbsent } from "./move-request";
import type { RequestRecord } from "./request-record";
import { findRequest } from "./store";
import type { Voter } from "./vote-on-request";

export interface WindowWish {
  readonly connection: string;
  readonly durationSeconds: number;
  readonly reason: string;
  /** An older window of theirs that this one goes on from. */
  readonly refersToId: string | null;
  readonly breakGlass: boolean;
}

/** Asks for a window of time on a connection that a rule opens only so. */
export async function askWindow(
  deps: Deps,
  { actor, origin }: Voter,
  wish: WindowWish,
): Promise<RequestRecord> {
  const { connection, demands } = await demandsOfWish(deps, actor, wish.connection);
  const { durationSecondsMax } = jointTerms(demands);
  if (wish.durationSeconds > durationSecondsMax) {
    const because = `A window on ${connection.name} lasts at most ${durationSecondsMax} s.`;
    throw new Refusal("INPUT.INVALID", because, { field: "durationSeconds", durationSecondsMax });
  }
  await requireOwn(deps, actor, wish.refersToId);
  return await createRequest(deps, {
    compares: [],
    ...{ kind: "jit", actor, origin, connection, demands, command: "", sessionId: null },
    ...{ reason: wish.reason, durationSeconds: wish.durationSeconds, affectedRowsMax: null },
    risk: { risk: "low", reasons: [] },
    ...{ refersToId: wish.refersToId, breakGlass: wish.breakGlass },
  });
}

/** What the rules of now ask of a window there. Throws a Refusal where they ask for none. */
export async function demandsOfWish(
  deps: Deps,
  actor: Actor,
  name: string,
): Promise<{ connection: ConnectionForSession; demands: readonly Demand[] }> {
  const connection = await requireReachable(deps, actor, name);
  const rules = await rulesAsTheyAre(deps.db.read);
  const demands = demandsOfWindow({ actor, connection, rules });
  if (demands.length > 0) return { connection, demands };
  throw new Refusal("REQUEST.NOT_ALLOWED", `${name} asks you for no window: use it.`);
}

/** A connection that is hidden from this person is absent here as everywhere. */
async function requireReachable(
  deps: Deps,
  actor: Actor,
  name: string,
): Promise<ConnectionForSession> {
  const connection = await findAsItIs(deps, name);
  const decision = connection === null ? null : decideAccess({ actor, connection, mode: "web" });
  const isHidden = decision?.kind === "deny" && decision.because !== "mode-is-off";
  if (connection === null || isHidden) {
    throw new Refusal("ACCESS.NOT_FOUND", `There is no connection ${name} for you.`);
  }
  return connection;
}

async function requireOwn(deps: Deps, actor: Actor, id: string | null): Promise<void> {
  if (id === null) return;
  const older = await findRequest(deps.db.read, id);
  if (older?.requesterId !== actor.userId) throw requestAbsent(id);
}
