import type { Deps } from "../server/deps";
import { insertSession } from "../server/sessions/store";
import type { Person } from "./pipeline-rig";

let made = 0;

/** A session as its row stands in the store: nothing was run. */
export async function pastSession(
  deps: Deps,
  by: Person,
  sent: { readonly connection: string; readonly statement: string },
): Promise<void> {
  made += 1;
  const { userId, name, email, signInId } = by.actor;
  await insertSession(deps.db.quick, {
    ...{ id: `ses_${String(made).padStart(26, "0")}`, statement: sent.statement },
    ...{ ownerId: userId, ownerName: name, ownerEmail: email, signInId, startedAt: deps.now() },
    ...{ connectionId: "con_gone", connectionName: sent.connection, connectionVersion: 1 },
    ...{ kind: "postgres", mode: "web", verb: "one-off", state: "running", risk: "low" },
    ...{ riskReasons: [], origin: "", correlationId: null, recordingPath: "x", grantId: null },
    ...{ agentId: "agt_1", gatewayId: "gtw_1", maskedBy: [] },
  });
}
