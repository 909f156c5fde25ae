import type { AccessMode } from "../connections/connection";
import { unreachable } from "../invariant";
import { type AccessQuestion, type AccessStep, decideSteps, stepsOfAccess } from "./decide-access";

/** The decision and every reason, in the order in which they count. */
export interface AccessExplanation {
  readonly decision: ReturnType<typeof decideSteps>;
  readonly steps: readonly AccessStep[];
}

/** Why somebody may or may not use a connection: from the very steps that decide it. */
export function explainAccess(question: AccessQuestion): AccessExplanation {
  const steps = stepsOfAccess(question);
  return { decision: decideSteps(steps), steps };
}

const MODE_WORDS: Readonly<Record<AccessMode, string>> = {
  runbooks: "Runbooks",
  native: "Native clients",
  web: "The web editor and one-offs",
};

/** One reason as a sentence, and what would change it where it stands in the way. */
export function describeStep(
  step: AccessStep,
  { mode }: { readonly mode: AccessMode },
): { readonly says: string; readonly change: string | null } {
  switch (step.because) {
    case "user-is-active":
      return { says: "The account is active.", change: null };
    case "user-inactive":
      return {
        says: "The account is inactive: nothing may be used.",
        change: "An admin can make the account active again on its page under Users.",
      };
    case "role-can-run":
      return { says: "The role includes running commands.", change: null };
    case "role-cannot-run":
      return {
        says: "The role never runs commands, whatever its groups.",
        change: "The role comes from groups: see Settings → Sign-in for which group gives which.",
      };
    case "granted-by-role":
      return { says: "Admins use every connection by their role.", change: null };
    case "in-access-group":
      return { says: `The group ${step.group} is listed on the connection.`, change: null };
    case "not-in-access-group":
      return {
        says: "No group of this person is listed on the connection: for them it does not exist.",
        change: "An admin can list one of their groups on the connection, under Access control.",
      };
    case "mode-is-on":
      return { says: `${MODE_WORDS[mode]} are open on the connection.`, change: null };
    case "mode-is-off":
      return {
        says: `${MODE_WORDS[mode]} are closed on the connection, for everybody.`,
        change: "An admin can open this way in on the connection's form.",
      };
    default:
      return unreachable(step);
  }
}
