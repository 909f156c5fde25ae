import { createHash } from "node:crypto";
import { Refusal } from "@/domain/refusal";
import { providerMetadata, providerSettings } from "../auth/provider";
import type { Administrator } from "../connections/administrator";
import type { Deps } from "../deps";
import { hashLinkToken } from "../people/link-token";
import { redirectUri } from "../settings/describe-sign-in";
import type { SignInDraft } from "../settings/sign-in-value";
import { replaceTest } from "./store";
import { sealTest } from "./test-box";

const TEST_LIMITS = { minutesMax: 15 } as const;

/** How the provider's answer to a test is told from one that signs somebody in. */
export const TEST_STATE = "test.";

/**
 * Sends the admin to the provider as a sign-in would, with PKCE, state and nonce of its own. What comes
 * back is looked at and never reaches the sign-in library, so it cannot sign anybody in.
 */
export async function beginSignInTest(
  deps: Deps,
  { actor }: Administrator,
  draft: SignInDraft,
): Promise<{ id: string; url: string }> {
  const settings = providerSettings(deps);
  if (settings === null) {
    throw new Refusal("SIGNIN.NO_PROVIDER", "No identity provider is configured.");
  }
  const { authorization_endpoint: endpoint } = await providerMetadata(deps);
  const id = deps.newId("tst");
  const state = `${TEST_STATE}${deps.newToken()}`;
  const [verifier, nonce, now] = [deps.newToken(), deps.newToken(), deps.now()];
  const box = sealTest(deps, id, { draft, outcome: { kind: "waiting", verifier, nonce } });
  const expiresAt = new Date(now.getTime() + TEST_LIMITS.minutesMax * 60_000);
  const test = { id, stateHash: hashLinkToken(state), signInId: actor.signInId, box, expiresAt };
  await deps.db.transaction((tx) => replaceTest(tx, test, now));
  const url = new URL(endpoint);
  const asked = {
    ...{ client_id: settings.clientId, redirect_uri: redirectUri(deps), response_type: "code" },
    ...{ scope: deps.env.OIDC_SCOPES, state, nonce, code_challenge_method: "S256" },
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
  };
  for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value);
  return { id, url: url.href };
}
