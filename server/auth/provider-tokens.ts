import { z } from "zod";
import type { SignInId } from "@/domain/people/user";
import type { Deps } from "../deps";

/**
 * What is kept of the identity provider's tokens: only what a refresh needs. Access and ID tokens are
 * used once and forgotten. `refreshAfter` is in ms since 1970; `staleSince` while the provider is away.
 */
export interface ProviderTokens {
  readonly subject: string;
  readonly refreshToken: string;
  readonly refreshAfter: number;
  readonly staleSince: number | null;
}

const tokens = z.object({
  subject: z.string(),
  refreshToken: z.string(),
  refreshAfter: z.number(),
  staleSince: z.number().nullable(),
});

export function sealTokens(deps: Deps, id: SignInId, plain: ProviderTokens): Uint8Array {
  return deps.secrets.seal(purpose(id), JSON.stringify(plain));
}

export function openTokens(deps: Deps, id: SignInId, box: Uint8Array): ProviderTokens {
  return tokens.parse(JSON.parse(deps.secrets.open(purpose(id), box)));
}

function purpose(id: SignInId): string {
  return `sign-in tokens ${id}`;
}
