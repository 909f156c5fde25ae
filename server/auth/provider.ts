import { z } from "zod";
import { invariant } from "@/domain/invariant";
import { groupsFromClaims, hasClaim } from "@/domain/people/provider-groups";
import { Refusal } from "@/domain/refusal";
import type { Deps } from "../deps";

const PROVIDER_LIMITS = {
  answerBytesMax: 1024 * 1024,
  callMsMax: 3_500,
  metadataMsMax: 10 * 60_000,
};

/** The one configured identity provider. Its issuer comes from the environment, never from a client. */
export interface ProviderSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

export function providerSettings(deps: Deps): ProviderSettings | null {
  const {
    OIDC_ISSUER: issuer,
    OIDC_CLIENT_ID: clientId,
    OIDC_CLIENT_SECRET: clientSecret,
  } = deps.env;
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) return null;
  return { issuer, clientId, clientSecret };
}

export function metadataUrl(issuer: string): string {
  return `${issuer}/.well-known/openid-configuration`;
}

const metadata = z.object({
  issuer: z.string().max(500),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  userinfo_endpoint: z.url().optional(),
  token_endpoint_auth_methods_supported: z.array(z.string()).optional(),
});
export type ProviderMetadata = z.infer<typeof metadata>;

const known = new Map<string, { readonly until: number; readonly value: ProviderMetadata }>();

/** Discovery, remembered for a while. Refuses a document that speaks for another issuer. */
export async function providerMetadata(deps: Deps): Promise<ProviderMetadata> {
  const settings = requireProvider(deps);
  const remembered = known.get(settings.issuer);
  if (remembered !== undefined && remembered.until > deps.now().getTime()) return remembered.value;
  const answer = await callProvider(metadataUrl(settings.issuer), {});
  const value = metadata.safeParse(answer.body);
  if (!value.success || !sameIssuer(value.data.issuer, settings.issuer))
    throw unreachableProvider();
  known.set(settings.issuer, {
    until: deps.now().getTime() + PROVIDER_LIMITS.metadataMsMax,
    value: value.data,
  });
  return value.data;
}

export function requireProvider(deps: Deps): ProviderSettings {
  const settings = providerSettings(deps);
  invariant(settings !== null, "a provider sign-in exists only where a provider is configured");
  return settings;
}

/** Some providers end their issuer with a slash; the configured one never does. */
export function sameIssuer(sent: unknown, configured: string): boolean {
  return typeof sent === "string" && sent.replace(/\/+$/, "") === configured;
}

export type Claims = Readonly<Record<string, unknown>>;

export interface ClaimSources {
  readonly subject: string;
  readonly idClaims: Claims;
  readonly accessToken: string | null;
  readonly groupsClaim: string;
}

/**
 * What the provider says of a person: the ID token, and userinfo for what is not in it, because some
 * providers send groups or address only there. Userinfo must speak of the same subject.
 */
export async function providerClaims(deps: Deps, sources: ClaimSources): Promise<Claims> {
  const { subject, idClaims, accessToken, groupsClaim } = sources;
  const wanted = [groupsClaim, "email"];
  if (accessToken === null || wanted.every((name) => hasClaim(idClaims, name))) return idClaims;
  return { ...(await userInfo(deps, accessToken, subject)), ...idClaims };
}

/** The groups in the configured claim; absent means none. */
export function claimedGroups(deps: Deps, claims: Claims, groupsClaim: string): readonly string[] {
  const { groups, dropped } = groupsFromClaims(claims, groupsClaim);
  if (dropped > 0) deps.log.warn({ dropped }, "some groups of the identity provider were left out");
  return groups;
}

async function userInfo(deps: Deps, accessToken: string, subject: string): Promise<Claims> {
  const { userinfo_endpoint: url } = await providerMetadata(deps);
  if (url === undefined) return {};
  const answer = await callProvider(url, { headers: { authorization: `Bearer ${accessToken}` } });
  const claims = z.looseObject({ sub: z.literal(subject) }).safeParse(answer.body);
  if (answer.status !== 200 || !claims.success) throw unreachableProvider();
  return claims.data;
}

export interface ProviderAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** One bounded request. Throws SIGNIN.PROVIDER when there is no answer that can be read in time. */
async function callProvider(url: string, init: RequestInit): Promise<ProviderAnswer> {
  try {
    const signal = AbortSignal.timeout(PROVIDER_LIMITS.callMsMax);
    const response = await fetch(url, { ...init, redirect: "error", signal });
    return { status: response.status, body: JSON.parse(await boundedText(response)) };
  } catch {
    throw unreachableProvider();
  }
}

async function boundedText(response: Response): Promise<string> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of response.body ?? []) {
    bytes += piece.byteLength;
    if (bytes > PROVIDER_LIMITS.answerBytesMax) throw unreachableProvider();
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString("utf8");
}

/** Asks the token endpoint as our client, in the way it says that it knows. */
export async function askForTokens(deps: Deps, form: URLSearchParams): Promise<ProviderAnswer> {
  const { clientId, clientSecret } = requireProvider(deps);
  const { token_endpoint: url, token_endpoint_auth_methods_supported: methods } =
    await providerMetadata(deps);
  const headers = new Headers({ "content-type": "application/x-www-form-urlencoded" });
  if (methods?.includes("client_secret_basic") ?? true) {
    const pair = [clientId, clientSecret].map(formEncode).join(":");
    headers.set("authorization", `Basic ${Buffer.from(pair).toString("base64")}`);
  } else {
    form.set("client_id", clientId);
    form.set("client_secret", clientSecret);
  }
  return await callProvider(url, { method: "POST", headers, body: form });
}

/** Client credentials are form-encoded before they go into the Basic header (RFC 6749, 2.3.1). */
function formEncode(text: string): string {
  return new URLSearchParams({ text }).toString().slice("text=".length);
}

/** An ID token that came straight from the token endpoint needs no signature (OpenID Connect 3.1.3.7). */
export function claimsOfIdToken(idToken: string | undefined): Claims | null {
  const payload = idToken?.split(".")[1];
  if (payload === undefined) return null;
  const text = Buffer.from(payload, "base64url").toString("utf8");
  return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
}

export function unreachableProvider(): Refusal {
  return new Refusal("SIGNIN.PROVIDER", "The identity provider did not answer as expected.");
}
