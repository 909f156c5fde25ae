import type { AccessMode } from "@/domain/connections/connection";
import { type AccessDecision, decideAccess } from "@/domain/policy/decide-access";
import { Refusal } from "@/domain/refusal";
import { LINK_LIMITS } from "@/protocol/version";
import type { ConnectionForSession } from "../connections/connection-record";
import { findForSession } from "../connections/find-for-session";
import { refuseAccess } from "./refuse-access";
import { isStorable } from "./storable";
import type { Submission } from "./submission";

/** One-offs from the editor, the terminal and the API all come by this mode. */
const MODE: AccessMode = "web";

export interface AdmittedSubmission extends Submission {
  readonly connection: ConnectionForSession;
  readonly mode: AccessMode;
  readonly decision: AccessDecision;
}

/** Stage authenticate: somebody active, with a statement that is not beyond every bound. */
export function requireActor(submission: Submission): Submission {
  if (submission.actor.status !== "active") {
    throw new Refusal("SIGNIN.REQUIRED", "You are not signed in.");
  }
  const { statementBytesMax } = LINK_LIMITS;
  if (Buffer.byteLength(submission.input.statement) > statementBytesMax) {
    const because = `The statement is larger than ${statementBytesMax} bytes.`;
    throw new Refusal("LIMIT.STATEMENT", because, { statementBytesMax });
  }
  const { statement, correlationId = "" } = submission.input;
  if (!isStorable(statement) || !isStorable(correlationId)) {
    const because = "A statement cannot hold a NUL or half of a character.";
    throw new Refusal("INPUT.INVALID", because, { field: "statement" });
  }
  return submission;
}

/** Stage access: the connection must exist for this person. */
export async function requireAccess(submission: Submission): Promise<AdmittedSubmission> {
  const { deps, actor, origin, input } = submission;
  const name = input.connection;
  const connection = await findForSession(deps, name);
  const denied = { actor, origin, mode: MODE, name, connection } as const;
  if (connection === null) {
    return await refuseAccess(deps, { ...denied, because: "no-such-connection" });
  }
  const decision = decideAccess({ actor, connection, mode: MODE });
  if (decision.kind === "deny" && decision.because !== "mode-is-off") {
    return await refuseAccess(deps, { ...denied, because: decision.because });
  }
  return { ...submission, connection, mode: MODE, decision };
}

/** Stage mode: this way of using the connection must be on. */
export function checkMode(
  admitted: AdmittedSubmission,
): AdmittedSubmission | Promise<AdmittedSubmission> {
  const { deps, actor, origin, input, connection, mode, decision } = admitted;
  if (decision.kind === "allow") return admitted;
  const { because } = decision;
  return refuseAccess(deps, { actor, origin, mode, name: input.connection, connection, because });
}
