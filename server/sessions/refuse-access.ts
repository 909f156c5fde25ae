import type { AccessMode } from "@/domain/connections/connection";
import type { Actor } from "@/domain/people/user";
import { type AccessDenial, maySeeConnection } from "@/domain/policy/decide-access";
import { Refusal } from "@/domain/refusal";
import { recordAudit } from "../audit/record-audit";
import { refusalIsRecorded } from "../audit/record-refusal";
import type { ConnectionForSession } from "../connections/connection-record";
import type { Deps } from "../deps";

export interface DeniedSubmission {
  readonly actor: Actor;
  readonly origin: string;
  readonly mode: AccessMode;
  /** What the person typed; perhaps no connection at all. */
  readonly name: string;
  readonly connection: ConnectionForSession | null;
  readonly because: AccessDenial | "no-such-connection";
}

/** Leaves an audit event and answers. What one may not see answers exactly like what is not there. */
export async function refuseAccess(deps: Deps, denied: DeniedSubmission): Promise<never> {
  const { actor, origin, name, because } = denied;
  await deps.db.transaction((tx) =>
    recordAudit(tx, {
      ...{ actor, origin, event: "session.refused", subject: name },
      after: { because },
    }),
  );
  throw refusalIsRecorded(answerTo(denied));
}

function answerTo({ actor, connection, name, mode, because }: DeniedSubmission): Refusal {
  if (connection === null || !maySeeConnection(actor, connection)) {
    return new Refusal("ACCESS.NOT_FOUND", `There is no connection ${name} for you.`);
  }
  if (because === "mode-is-off") {
    return new Refusal("ACCESS.MODE_OFF", `The connection ${name} cannot be used by ${mode}.`, {
      mode,
    });
  }
  return new Refusal("ACCESS.ROLE", "Your role does not include running statements.");
}
