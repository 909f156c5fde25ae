import { generateKeyPairSync, randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import Provider, { type Account, type GrantContext } from "oidc-provider";

/** Somebody whom the provider knows. Left out: no such claim is sent. */
export interface ProviderPerson {
  readonly name?: string;
  readonly email?: string;
  readonly emailVerified?: boolean;
  readonly groups?: readonly string[];
}

export interface ProviderOptions {
  /** The gateway's address, without a path. */
  readonly gatewayUrl: string;
  /** By user name, which is also the subject. */
  readonly people: Readonly<Record<string, ProviderPerson>>;
  /** Where the claims are sent; some providers leave the ID token almost empty. */
  readonly claimsIn?: "id_token" | "userinfo";
  readonly accessTokenSeconds?: number;
  readonly port?: number;
}

export interface TestProvider {
  readonly issuer: string;
  /** What the gateway's environment needs to use it. */
  readonly settings: Readonly<Record<string, string>>;
  /** How many refresh tokens were exchanged since the start. */
  refreshes(): number;
  /** Adds, replaces or (null) removes a person; counts from the next token on. */
  setPerson(userName: string, person: ProviderPerson | null): void;
  setGroups(userName: string, groups: readonly string[]): void;
  close(): Promise<void>;
}

const CLIENT_ID = "gatehouse";
const FORM_BYTES_MAX = 10_000;

/** A certified OpenID Connect provider on a port of its own; any password-less user name signs in. */
export async function startOidcProvider(options: ProviderOptions): Promise<TestProvider> {
  const people = new Map(Object.entries(options.people));
  const server = createServer();
  server.listen(options.port ?? 0, "127.0.0.1");
  await once(server, "listening");
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const clientSecret = randomBytes(24).toString("base64url");
  const provider = new Provider(issuer, configuration({ options, people, clientSecret }));
  let refreshes = 0;
  provider.on("grant.success", (context) => {
    if (isRefresh(context)) refreshes += 1;
  });
  const answer = provider.callback();
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    if (request.url?.startsWith("/interaction/") !== true) return answer(request, response);
    answerInteraction({ provider, people, request, response }).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  return {
    issuer,
    settings: {
      OIDC_ISSUER: issuer,
      OIDC_CLIENT_ID: CLIENT_ID,
      OIDC_CLIENT_SECRET: clientSecret,
      OIDC_NAME: "Test provider",
    },
    refreshes: () => refreshes,
    setPerson(userName, person) {
      if (person === null) people.delete(userName);
      else people.set(userName, person);
    },
    setGroups(userName, groups) {
      people.set(userName, { ...people.get(userName), groups });
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function isRefresh(context: unknown): boolean {
  const { oidc } = context as { oidc: { params: { grant_type?: string } } };
  return oidc.params.grant_type === "refresh_token";
}

interface Parts {
  readonly options: ProviderOptions;
  readonly people: ReadonlyMap<string, ProviderPerson>;
  readonly clientSecret: string;
}

function configuration({ options, people, clientSecret }: Parts): Record<string, unknown> {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return {
    clients: [
      {
        client_id: CLIENT_ID,
        client_secret: clientSecret,
        grant_types: ["authorization_code", "refresh_token"],
        response_types: ["code"],
        redirect_uris: [`${options.gatewayUrl}/api/auth/callback/oidc`],
        token_endpoint_auth_method: "client_secret_basic",
      },
    ],
    jwks: { keys: [{ ...privateKey.export({ format: "jwk" }), use: "sig", alg: "RS256" }] },
    cookies: { keys: [randomBytes(16).toString("hex")] },
    scopes: ["openid", "offline_access", "email", "profile", "groups"],
    claims: {
      openid: ["sub"],
      email: ["email", "email_verified"],
      profile: ["name"],
      groups: ["groups"],
    },
    conformIdTokenClaims: options.claimsIn === "userinfo",
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    rotateRefreshToken: true,
    issueRefreshToken: () => true,
    ttl: {
      AccessToken: options.accessTokenSeconds ?? 300,
      AuthorizationCode: 60,
      Grant: 3600,
      IdToken: 300,
      Interaction: 600,
      RefreshToken: 3600,
      Session: 3600,
    },
    findAccount: (_: unknown, userName: string) => accountOf(people, userName),
    loadExistingGrant,
  };

  /** Consent is the provider's business, not ours: everybody agrees to everything asked for. */
  async function loadExistingGrant(this: never, context: GrantContext): Promise<unknown> {
    const { client, session, requestParamScopes } = context.oidc;
    const { Grant } = (context.oidc as unknown as { provider: Provider }).provider;
    const grant = new Grant({ accountId: session.accountId, clientId: client.clientId });
    grant.addOIDCScope([...requestParamScopes].join(" "));
    await grant.save();
    return grant;
  }
}

function accountOf(
  people: ReadonlyMap<string, ProviderPerson>,
  userName: string,
): Account | undefined {
  if (!people.has(userName)) return undefined;
  return {
    accountId: userName,
    async claims() {
      const { name, email, emailVerified, groups } = people.get(userName) ?? {};
      const sent = { name, email, email_verified: emailVerified, groups };
      const given = Object.entries(sent).filter(([, value]) => value !== undefined);
      return { sub: userName, ...Object.fromEntries(given) };
    },
  };
}

interface Interaction {
  readonly provider: Provider;
  readonly people: ReadonlyMap<string, ProviderPerson>;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

async function answerInteraction(interaction: Interaction): Promise<void> {
  const { provider, people, request, response } = interaction;
  if (request.method !== "POST") return page(response, "");
  const form = new URLSearchParams(await bodyOf(request));
  const accountId = form.get("login") ?? "";
  if (!people.has(accountId)) return page(response, "There is nobody of that name.");
  await provider.interactionFinished(request, response, { login: { accountId } });
}

function page(response: ServerResponse, problem: string): void {
  response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
  response.end(`<!doctype html>
<html lang="en"><head><title>Test provider</title><link rel="icon" href="data:,"></head>
<body style="font: 16px sans-serif; max-width: 24rem; margin: 4rem auto">
<h1>Test provider</h1><p role="alert">${problem}</p>
<form method="post"><label>User name <input name="login" autofocus required></label>
<button type="submit">Sign in</button></form></body></html>`);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const chunk of request) {
    body += String(chunk);
    if (body.length > FORM_BYTES_MAX) throw new Error("the form is too large");
  }
  return body;
}
