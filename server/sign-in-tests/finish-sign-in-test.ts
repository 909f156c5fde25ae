import { z } from "zod";
import { holds } from "@/domain/people/permission";
import type { Actor } from "@/domain/people/user";
import { isRefusal } from "@/domain/refusal";
import { recordAudit } from "../audit/record-audit";
import {
  askForTokens,
  type Claims,
  claimsOfIdToken,
  providerClaims,
  requireProvider,
  sameIssuer,
} from "../auth/provider";
import type { Deps } from "../deps";
import { hashLinkToken } from "../people/link-token";
import { localGroupsOf } from "../people/local-groups-of";
import { personOfIdentity } from "../people/person-of-identity";
import { redirectUri } from "../settings/describe-sign-in";
import { saveTestBox, takeTest } from "./store";
import { openTest, sealTest, type TestContents, type TestOutcome } from "./test-box";

const SAID_CHARACTERS_MAX = 300;
const CLAIMS_CHARACTERS_MAX = 64 * 1024;

export interface ProviderReturn {
  readonly state: string;
  readonly code: string | null;
  /** The provider's own words when it refused. */
  readonly error: string | null;
}

/** Looks at what the provider sent back. Answers the test's id, or null when it is no test of this admin. */
export async function finishSignInTest(
  deps: Deps,
  actor: Actor | null,
  sent: ProviderReturn,
): Promise<string | null> {
  if (actor === null || !holds(actor.role, "people:manage")) return null;
  const key = { stateHash: hashLinkToken(sent.state), signInId: actor.signInId };
  const taken = await deps.db.transaction((tx) => takeTest(tx, key, deps.now()));
  if (taken === null) return null;
  const test = openTest(deps, taken.id, taken.box);
  const outcome = await outcomeOf(deps, test, sent);
  await deps.db.transaction(async (tx) => {
    await saveTestBox(tx, taken.id, sealTest(deps, taken.id, { draft: test.draft, outcome }));
    await recordAudit(tx, {
      ...{ actor, event: "signIn.tested", subject: "identity provider" },
      after: { outcome: outcome.kind },
    });
  });
  return taken.id;
}

async function outcomeOf(
  deps: Deps,
  test: TestContents,
  { code, error }: ProviderReturn,
): Promise<TestOutcome> {
  if (error !== null || code === null) {
    const said = (error ?? "it sent no code").slice(0, SAID_CHARACTERS_MAX);
    return { kind: "failed", because: `The identity provider refused: ${said}` };
  }
  try {
    return await claimsOfCode(deps, test, code);
  } catch (failure) {
    if (!isRefusal(failure)) throw failure;
    return { kind: "failed", because: failure.message };
  }
}

const answered = z.object({
  access_token: z.string().optional(),
  id_token: z.string(),
});

const refused = z.object({ error: z.string(), error_description: z.string().optional() });

async function claimsOfCode(deps: Deps, test: TestContents, code: string): Promise<TestOutcome> {
  if (test.outcome.kind !== "waiting") return failed("The test was answered before.");
  const { verifier, nonce } = test.outcome;
  const answer = await askForTokens(
    deps,
    new URLSearchParams({
      ...{ grant_type: "authorization_code", code, code_verifier: verifier },
      redirect_uri: redirectUri(deps),
    }),
  );
  const tokens = answered.safeParse(answer.body);
  if (answer.status !== 200 || !tokens.success) return failed(wordsOf(answer.body));
  const idClaims = claimsOfIdToken(tokens.data.id_token);
  if (idClaims === null) return failed("The ID token cannot be read.");
  const objection = objectionToToken(deps, idClaims, nonce);
  if (objection !== null) return failed(objection);
  const subject = String(idClaims["sub"]);
  const claims = await providerClaims(deps, {
    ...{ subject, idClaims, groupsClaim: test.draft.groupsClaim },
    accessToken: tokens.data.access_token ?? null,
  });
  if (JSON.stringify(claims).length > CLAIMS_CHARACTERS_MAX) {
    return failed("The identity provider sent more claims than a sign-in may have.");
  }
  return { kind: "answered", claims: { ...claims }, localGroups: await knownGroups(deps, subject) };
}

/** The checks of OpenID Connect 3.1.3.7 for a token that came straight from the token endpoint. */
function objectionToToken(deps: Deps, claims: Claims, nonce: string): string | null {
  const { issuer, clientId } = requireProvider(deps);
  const audience = [claims["aud"]].flat();
  if (!sameIssuer(claims["iss"], issuer)) return "The ID token names another issuer.";
  if (!audience.includes(clientId)) return "The ID token is for another client.";
  if (claims["nonce"] !== nonce) return "The ID token is not the answer to this test.";
  if (typeof claims["sub"] !== "string" || claims["sub"] === "") {
    return "The ID token names no subject.";
  }
  const isOver = Number(claims["exp"]) * 1000 <= deps.now().getTime();
  return isOver ? "The ID token has run out; compare the clocks of both servers." : null;
}

async function knownGroups(deps: Deps, subject: string): Promise<string[]> {
  const { issuer } = requireProvider(deps);
  const userId = await personOfIdentity(deps.db.read, { issuer, subject });
  return userId === null ? [] : await localGroupsOf(deps.db.read, userId);
}

function failed(because: string): TestOutcome {
  return { kind: "failed", because };
}

function wordsOf(body: unknown): string {
  const said = refused.safeParse(body);
  if (!said.success) return "The identity provider did not answer as expected.";
  const { error, error_description: more = "" } = said.data;
  return `The identity provider refused: ${error} ${more}`.slice(0, SAID_CHARACTERS_MAX).trim();
}
