import type { Actor } from "@/domain/people/user";
import { decideAccess } from "@/domain/policy/decide-access";
import { decidesOn, type RequestStanding } from "@/domain/policy/decide-request";
import { Refusal } from "@/domain/refusal";
import type { SessionState } from "@/domain/sessions/session";
import { walkStages } from "@/domain/sessions/stage-walk";
import { SUBMIT_STAGES } from "@/domain/sessions/stages";
import { decidePreview, describePreviewObjection } from "@/domain/statements/decide-preview";
import { findAsItIs } from "../connections/find-for-session";
import type { Deps } from "../deps";
import { parseStatement } from "../statements/read-facts";
import { type AdmittedSubmission, requireActor } from "./admit-submission";
import { execute } from "./dispatch-session";
import { guardSession } from "./guard-session";
import { type OpenedSubmission, openSession } from "./open-session";
import type { Submission } from "./submission";

export interface PreviewOrder {
  readonly request: RequestStanding;
  readonly connectionId: string | null;
  readonly connectionName: string;
  readonly command: string;
}

interface PreviewSubmission extends Submission {
  readonly order: PreviewOrder;
}

export interface PreviewStarted {
  readonly sessionId: string;
  /** Resolves when its row and recording are closed. */
  readonly over: Promise<SessionState>;
}

/** The way of a command, the same stages in the same order, for one that is not to be kept. */
const preview = walkStages<PreviewSubmission, typeof SUBMIT_STAGES>(SUBMIT_STAGES)
  .step("authenticate", (submission) => ({ ...requireActor(submission), order: submission.order }))
  .step("access", requirePreviewAccess)
  .step("mode", (admitted) => admitted) // It is the web's alone, and access has looked at that.
  .step("open", openSession)
  .step("guard-input", guardSession)
  .step("rules", decideToPreview)
  .step("execute", execute)
  .finish();

/** Opens a session of this person that shows what the command of a request would do. */
export async function previewSession(
  deps: Deps,
  { actor, origin }: { readonly actor: Actor; readonly origin: string },
  order: PreviewOrder,
): Promise<PreviewStarted> {
  const { connectionName: connection, command: statement, request: previewOf } = order;
  const input = { connection, statement };
  const { session } = await preview({ deps, actor, origin, input, previewOf, order });
  return { sessionId: session.id, over: session.over };
}

/** Who decides needs no access of their own; who asked must be able to use the connection. */
async function requirePreviewAccess(submission: PreviewSubmission): Promise<AdmittedSubmission> {
  const { deps, actor, order } = submission;
  const connection = await findAsItIs(deps, order.connectionName);
  if (connection === null || connection.id !== order.connectionId) {
    throw new Refusal("REQUEST.VOID", "The connection is not there any more.");
  }
  const decision = decideAccess({ actor, connection, mode: "web" });
  if (decision.kind === "allow" || decidesOn(actor, order.request)) {
    return { ...submission, connection, mode: "web", decision };
  }
  throw new Refusal("ACCESS.NOT_FOUND", `There is no connection ${connection.name} for you.`);
}

/** Stage rules: what is not surely undone ends here, recorded with the reason. No rule is asked: nothing is kept. */
async function decideToPreview(opened: OpenedSubmission): Promise<OpenedSubmission> {
  const { connection, input, session } = opened;
  if (session.isEnding) return opened;
  await session.begin({ grantId: null, requestId: null });
  const parsed = await parseStatement(input.statement, connection.kind);
  const decision = decidePreview({ parsed, connection });
  if (decision.kind === "refuse") {
    const because = describePreviewObjection(decision.because);
    session.endHere("blocked", { code: "PREVIEW.REFUSED", because });
  }
  return opened;
}
