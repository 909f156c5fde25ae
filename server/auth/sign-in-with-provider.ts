import { z } from "zod";
import type { SignInId } from "@/domain/people/user";
import { isRefusal } from "@/domain/refusal";
import { recordAudit } from "../audit/record-audit";
import type { Deps } from "../deps";
import { admitProviderPerson } from "../people/admit-provider-person";
import { syncProviderGroups } from "../people/sync-provider-groups";
import { beginSignIn } from "./begin-sign-in";
import { describeOrigin, type RequestOrigin } from "./origin";
import { providerGroups, requireProvider, sameIssuer, unreachableProvider } from "./provider";
import { refreshAfter } from "./refresh-provider-tokens";

const idToken = z.looseObject({
  iss: z.string().max(500),
  sub: z.string().min(1).max(255),
  name: z.string().min(1).max(200).optional().catch(undefined),
  email: z
    .string()
    .max(320)
    .regex(/^[^\s@]+@[^\s@]+$/)
    .optional()
    .catch(undefined),
  email_verified: z.union([z.boolean(), z.stringbool()]).optional().catch(undefined),
});

export interface ProviderSignIn {
  /** Claims of an ID token whose signature, audience, nonce and time were verified. */
  readonly claims: unknown;
  readonly accessToken: string | null;
  readonly refreshToken: string | null;
  readonly expiresInSeconds: number | undefined;
  readonly origin: RequestOrigin;
}

/** Refuses with SIGNIN.PROVIDER, SIGNIN.INACTIVE, SIGNIN.NO_EMAIL or SIGNIN.EMAIL_TAKEN. */
export async function signInWithProvider(deps: Deps, given: ProviderSignIn): Promise<SignInId> {
  const { issuer } = requireProvider(deps);
  const claims = idToken.safeParse(given.claims);
  if (!claims.success || !sameIssuer(claims.data.iss, issuer)) throw unreachableProvider();
  const { sub: subject, email, name, email_verified: emailVerified } = claims.data;
  const groups = await providerGroups(deps, {
    subject,
    idClaims: claims.data,
    accessToken: given.accessToken,
  });
  const tokens =
    given.refreshToken === null
      ? null
      : {
          subject,
          refreshToken: given.refreshToken,
          refreshAfter: refreshAfter(deps, given.expiresInSeconds),
          staleSince: null,
        };
  const person = {
    ...{ issuer, subject, email: email ?? null, emailVerified: emailVerified === true },
    name: name ?? email ?? subject,
  };
  try {
    return await deps.db.transaction(async (tx) => {
      const user = await admitProviderPerson(tx, person);
      await syncProviderGroups(tx, user, groups);
      return await beginSignIn(deps, tx, { user, method: "oidc", origin: given.origin, tokens });
    });
  } catch (error) {
    if (isRefusal(error)) await auditRefusal(deps, { subject, code: error.code }, given.origin);
    throw error;
  }
}

async function auditRefusal(
  deps: Deps,
  refused: { readonly subject: string; readonly code: string },
  origin: RequestOrigin,
): Promise<void> {
  await deps.db.transaction((tx) =>
    recordAudit(tx, {
      actor: null,
      event: "signIn.refused",
      subject: refused.subject,
      after: { because: refused.code },
      origin: describeOrigin(origin),
    }),
  );
}
