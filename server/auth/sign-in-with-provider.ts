import { z } from "zod";
import type { SignInId } from "@/domain/people/user";
import { isRefusal } from "@/domain/refusal";
import { recordAudit } from "../audit/record-audit";
import type { Deps } from "../deps";
import { admitProviderPerson } from "../people/admit-provider-person";
import { syncProviderGroups } from "../people/sync-provider-groups";
import { readSignInSettings } from "../settings/read-sign-in-settings";
import { beginSignIn } from "./begin-sign-in";
import { describeOrigin, type RequestOrigin } from "./origin";
import {
  type Claims,
  claimedGroups,
  providerClaims,
  requireProvider,
  sameIssuer,
  unreachableProvider,
} from "./provider";
import { refreshAfter } from "./refresh-provider-tokens";

const idToken = z.looseObject({ iss: z.string().max(500), sub: z.string().min(1).max(255) });

/** A label that is missing or odd is no label; it never stops a sign-in by itself. */
const labels = z.looseObject({
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

/** Refuses with SIGNIN.PROVIDER, SIGNIN.INACTIVE, SIGNIN.NO_EMAIL or SIGNIN.EMAIL_TAKEN; audits each. */
export async function signInWithProvider(deps: Deps, given: ProviderSignIn): Promise<SignInId> {
  const idClaims = idToken.safeParse(given.claims);
  try {
    if (!idClaims.success) throw unreachableProvider();
    return await admitClaims(deps, given, idClaims.data);
  } catch (error) {
    const subject = idClaims.data?.sub ?? "unknown person";
    if (isRefusal(error)) await auditRefusal(deps, { subject, code: error.code }, given.origin);
    throw error;
  }
}

async function admitClaims(
  deps: Deps,
  given: ProviderSignIn,
  idClaims: z.output<typeof idToken>,
): Promise<SignInId> {
  const { issuer } = requireProvider(deps);
  if (!sameIssuer(idClaims.iss, issuer)) throw unreachableProvider();
  const { sub: subject } = idClaims;
  const { accessToken, origin } = given;
  const { groupsClaim } = await readSignInSettings(deps);
  const claims = await providerClaims(deps, { subject, idClaims, accessToken, groupsClaim });
  const groups = claimedGroups(deps, claims, groupsClaim);
  const tokens =
    given.refreshToken === null
      ? null
      : {
          subject,
          refreshToken: given.refreshToken,
          refreshAfter: refreshAfter(deps, given.expiresInSeconds),
          staleSince: null,
        };
  const person = { issuer, subject, ...labelsOf(claims, subject) };
  return await deps.db.transaction(async (tx) => {
    const user = await admitProviderPerson(tx, person);
    await syncProviderGroups(tx, user, groups);
    return await beginSignIn(deps, tx, { user, method: "oidc", origin, tokens });
  });
}

function labelsOf(claims: Claims, subject: string) {
  const { name, email, email_verified } = labels.parse(claims);
  return {
    name: name ?? email ?? subject,
    email: email ?? null,
    emailVerified: email_verified === true,
  };
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
