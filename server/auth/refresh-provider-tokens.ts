import { z } from "zod";
import type { SignInId } from "@/domain/people/user";
import { isRefusal } from "@/domain/refusal";
import type { Deps } from "../deps";
import { syncProviderGroups } from "../people/sync-provider-groups";
import { readSignInSettings } from "../settings/read-sign-in-settings";
import { endSignIn } from "./end-sign-in";
import {
  askForTokens,
  type Claims,
  claimedGroups,
  claimsOfIdToken,
  providerClaims,
  requireProvider,
  sameIssuer,
  unreachableProvider,
} from "./provider";
import { openTokens, type ProviderTokens, sealTokens } from "./provider-tokens";
import { lockProviderTokens, type SignInRecord, saveProviderTokens } from "./store";

const REFRESH_LIMITS = {
  /** How long a sign-in lives on while its provider does not answer; then it ends. */
  staleMsMax: 15 * 60_000,
  retryMs: 30_000,
  /** Used when the provider does not say how long its access token lives. */
  defaultSeconds: 300,
} as const;

export type RefreshOutcome = "kept" | "ended";

interface Renewal {
  readonly tokens: ProviderTokens;
  readonly groups: readonly string[];
}
type ProviderVerdict =
  | { readonly kind: "renewed"; readonly renewal: Renewal }
  | { readonly kind: "refused" }
  | { readonly kind: "away" };

const underWay = new Map<SignInId, Promise<RefreshOutcome>>();

/** Renews a sign-in whose access token ran out, once at a time, and takes over the groups of today. */
export function refreshProviderTokens(deps: Deps, signIn: SignInRecord): Promise<RefreshOutcome> {
  const running = underWay.get(signIn.id);
  if (running !== undefined) return running;
  const started = refreshUnderLock(deps, signIn).finally(() => underWay.delete(signIn.id));
  underWay.set(signIn.id, started);
  return started;
}

/**
 * The row's lock makes other gateways wait and then see the new token: a rotated refresh token that is
 * used twice would end the sign-in. A repeated transaction reuses the answer for the same reason.
 */
async function refreshUnderLock(deps: Deps, signIn: SignInRecord): Promise<RefreshOutcome> {
  let answer: Promise<ProviderVerdict> | null = null;
  const outcome = await deps.db.transaction(async (tx) => {
    const box = await lockProviderTokens(tx, signIn.id);
    if (box === null) return "ended";
    const tokens = openTokens(deps, signIn.id, box);
    const now = deps.now().getTime();
    if (tokens.refreshAfter > now) return "kept";
    answer ??= askProvider(deps, tokens);
    const verdict = await answer;
    if (verdict.kind === "refused") return "refused";
    if (verdict.kind === "away") {
      const staleSince = tokens.staleSince ?? now;
      if (now - staleSince >= REFRESH_LIMITS.staleMsMax) return "refused";
      const later = { ...tokens, staleSince, refreshAfter: now + REFRESH_LIMITS.retryMs };
      await saveProviderTokens(tx, signIn.id, sealTokens(deps, signIn.id, later));
      return "kept";
    }
    const { renewal } = verdict;
    await saveProviderTokens(tx, signIn.id, sealTokens(deps, signIn.id, renewal.tokens));
    await syncProviderGroups(tx, signIn.user, renewal.groups);
    return "kept";
  });
  if (outcome !== "refused") return outcome;
  const because = "The identity provider no longer vouches for this sign-in.";
  await endSignIn(deps, signIn.id, { because, actor: null });
  return "ended";
}

async function askProvider(deps: Deps, tokens: ProviderTokens): Promise<ProviderVerdict> {
  try {
    const renewal = await renew(deps, tokens);
    return renewal === null ? { kind: "refused" } : { kind: "renewed", renewal };
  } catch (error) {
    if (isRefusal(error)) return { kind: "away" };
    throw error;
  }
}

const renewed = z.object({
  access_token: z.string(),
  refresh_token: z.string().optional(),
  id_token: z.string().optional(),
  expires_in: z.number().positive().optional(),
});

/** Null when the provider answers that the refresh token is worth nothing any more. */
async function renew(deps: Deps, tokens: ProviderTokens): Promise<Renewal | null> {
  const { issuer } = requireProvider(deps);
  const answer = await askForTokens(
    deps,
    new URLSearchParams({ grant_type: "refresh_token", refresh_token: tokens.refreshToken }),
  );
  if (answer.status >= 400 && answer.status < 500 && answer.status !== 429) return null;
  const body = renewed.safeParse(answer.body);
  if (!body.success) throw unreachableProvider();
  const { access_token: accessToken, refresh_token, id_token, expires_in } = body.data;
  const idClaims = claimsOfIdToken(id_token);
  if (idClaims !== null && !speaksOf(idClaims, issuer, tokens.subject)) return null;
  const { subject } = tokens;
  const { groupsClaim } = await readSignInSettings(deps);
  const sources = { subject, idClaims: idClaims ?? {}, accessToken, groupsClaim };
  const claims = await providerClaims(deps, sources);
  return {
    groups: claimedGroups(deps, claims, groupsClaim),
    tokens: {
      subject,
      refreshToken: refresh_token ?? tokens.refreshToken,
      refreshAfter: refreshAfter(deps, expires_in),
      staleSince: null,
    },
  };
}

export function refreshAfter(deps: Deps, expiresInSeconds: number | undefined): number {
  return deps.now().getTime() + (expiresInSeconds ?? REFRESH_LIMITS.defaultSeconds) * 1000;
}

function speaksOf(claims: Claims, issuer: string, subject: string) {
  return sameIssuer(claims["iss"], issuer) && claims["sub"] === subject;
}
