import type { TestContents } from "../sign-in-tests/test-box";
import type { SignInDescription } from "./describe-sign-in";

export function presentSignIn({ settings, provider }: SignInDescription) {
  const { groupsClaim, roleMappings, lifetimeSeconds, idleSecondsMax, version } = settings;
  return {
    ...{ groupsClaim, lifetimeSeconds, idleSecondsMax, version },
    roleMappings: roleMappings.map(({ match, group, role }) => ({ match, group, role })),
    provider: provider === null ? null : { ...provider },
  };
}

/** What the provider said, for the eyes of the admin who tested; verifier and nonce stay inside. */
export function presentSignInTest({ draft, outcome }: TestContents) {
  const { groupsClaim, roleMappings } = draft;
  return {
    draft: { groupsClaim, roleMappings: [...roleMappings] },
    outcome: outcome.kind === "waiting" ? ({ kind: "waiting" } as const) : outcome,
  };
}
