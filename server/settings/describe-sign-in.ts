import { providerSettings } from "../auth/provider";
import type { Deps } from "../deps";
import { readSignInSettings } from "./read-sign-in-settings";
import type { StoredSignInSettings } from "./sign-in-value";

export interface SignInDescription {
  readonly settings: StoredSignInSettings;
  /** As the environment configures it; the secret stays where it is. Null without a provider. */
  readonly provider: {
    readonly name: string;
    readonly issuer: string;
    readonly clientId: string;
    readonly scopes: string;
    readonly redirectUri: string;
  } | null;
}

export async function describeSignIn(deps: Deps): Promise<SignInDescription> {
  const settings = await readSignInSettings(deps);
  const provider = providerSettings(deps);
  if (provider === null) return { settings, provider };
  const { issuer, clientId } = provider;
  const { OIDC_NAME: name, OIDC_SCOPES: scopes } = deps.env;
  return {
    settings,
    provider: { name, issuer, clientId, scopes, redirectUri: redirectUri(deps) },
  };
}

/** The one address to which the provider sends people back; it must be registered there. */
export function redirectUri(deps: Deps): string {
  return `${deps.env.url}/api/auth/callback/oidc`;
}
