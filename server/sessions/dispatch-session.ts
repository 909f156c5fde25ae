import { isRefusal, isRefusalCode } from "@/domain/refusal";
import { LINK_LIMITS } from "@/protocol/version";
import { openPassword } from "../connections/find-for-session";
import type { OpenedSubmission } from "./open-session";
import { insertSession } from "./store";

/**
 * Stage execute: hands the command to the agent. The row is stored while the agent works: the recording,
 * which is on disk by now, holds all that the row says and is what a lost row is made again from.
 */
export function execute(opened: OpenedSubmission): OpenedSubmission {
  // Nobody waits for the agent's word that it has the command: its frames, or the end that a failed
  // dispatch makes, reach whoever follows the session.
  if (!opened.session.isEnding) void dispatch(opened);
  void store(opened);
  return opened;
}

async function store({ deps, session, row }: OpenedSubmission): Promise<void> {
  try {
    await insertSession(deps.db.quick, row);
  } catch (error) {
    deps.log.error({ err: error, sessionId: row.id }, "a session's row was not stored");
    const because = "The gateway's store did not take the session.";
    session.endHere("failed", { code: "INTERNAL.BUG", because });
  } finally {
    session.markStored();
  }
}

async function dispatch({ deps, connection, input, policy, session }: OpenedSubmission) {
  const { kind, settings, readOnly, limits, agentId } = connection;
  try {
    const answer = await deps.links.open(agentId, {
      sessionId: session.id,
      target: { kind, settings, readOnly, password: openPassword(deps, connection) },
      ...{ statement: input.statement, limits, policy: policy.bundle },
      upTo: LINK_LIMITS.framesUnderWayMax,
    });
    if (answer.ok) return;
    const code = isRefusalCode(answer.code) ? answer.code : "INTERNAL.BUG";
    session.endHere("failed", { code, because: answer.because });
  } catch (error) {
    if (session.agentHasIt) return; // Only the answer was lost: the session goes on by itself.
    if (!isRefusal(error)) deps.log.error({ err: error, sessionId: session.id }, "dispatch failed");
    const code = isRefusal(error) ? error.code : "INTERNAL.BUG";
    const because = isRefusal(error) ? error.message : "Something went wrong inside the gateway.";
    session.endHere("failed", { code, because });
  }
}
