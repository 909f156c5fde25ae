import type { Actor } from "@/domain/people/user";
import { walkStages } from "@/domain/sessions/stage-walk";
import { SUBMIT_STAGES } from "@/domain/sessions/stages";
import type { RunInput } from "@/protocol/web-events";
import type { Deps } from "../deps";
import { findRunnable } from "../requests/find-runnable";
import { checkMode, requireAccess, requireActor } from "./admit-submission";
import { applyRules } from "./apply-rules";
import { execute } from "./dispatch-session";
import { guardSession } from "./guard-session";
import { countComparisons, judgeComparisons } from "./judge-comparisons";
import { type OpenedSubmission, openSession } from "./open-session";
import type { Submission } from "./submission";

export interface Submitted {
  readonly sessionId: string;
  /** The request that holds it; `null` when it runs or has ended. */
  readonly requestId: string | null;
  /** Resolves when the session's row is stored; its recording holds the same from the start. */
  readonly stored: () => Promise<void>;
}

/** The way of a command up to its execution. The way of its result is in `running-session.ts`. */
const submit = walkStages<Submission, typeof SUBMIT_STAGES>(SUBMIT_STAGES)
  .step("authenticate", requireActor)
  .step("access", requireAccess)
  .step("mode", checkMode)
  .step("open", openSession)
  .step("guard-input", async (opened) => await judgeComparisons(await guardSession(opened)))
  .step("rules", async (judged) => await countComparisons(await applyRules(judged)))
  .step("execute", execute)
  .finish();

/**
 * Runs one statement on one connection. Throws a Refusal for what access control hides or a mode that
 * is off; from the moment the session is open, every outcome is in the session and its recording.
 */
export async function submitStatement(
  deps: Deps,
  { actor, origin }: { readonly actor: Actor; readonly origin: string },
  input: RunInput,
): Promise<Submitted> {
  return submitted(await submit({ deps, actor, origin, input }));
}

/**
 * Runs an approved request of one's own, as the session that was held for it. Throws a Refusal when it
 * is not theirs, not approved any more, or not what was approved.
 */
export async function runApproved(
  deps: Deps,
  { actor, origin }: { readonly actor: Actor; readonly origin: string },
  requestId: string,
): Promise<Submitted> {
  const request = await findRunnable(deps, actor, requestId);
  const { connectionName, command, sessionId, affectedRowsMax, contract, contractDigest } = request;
  const input = {
    ...{ connection: connectionName, statement: command },
    ...(affectedRowsMax === null ? {} : { affectedRowsMax }),
  };
  return submitted(
    await submit({
      ...{ deps, actor, origin, input },
      approved: { requestId, sessionId, contractDigest, compares: contract.compares ?? [] },
    }),
  );
}

function submitted({ session, heldFor }: OpenedSubmission): Submitted {
  return { sessionId: session.id, requestId: heldFor ?? null, stored: () => session.row.stored() };
}
