import type { Deps } from "../deps";
import { hasAdmin } from "../people/has-admin";

export interface SetupState {
  /** No admin yet: the one-time link is waiting to be used. */
  readonly needed: boolean;
  readonly oidc: { readonly name: string } | null;
}

export async function setupState(deps: Deps): Promise<SetupState> {
  return {
    needed: !(await hasAdmin(deps)),
    oidc: deps.env.OIDC_ISSUER === undefined ? null : { name: deps.env.OIDC_NAME },
  };
}
