import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { NextApiRequest, NextApiResponse } from "next";
import NextAuth from "next-auth";
import superjson from "superjson";
import type { PublicRefusal } from "../domain/refusal";
import { apiHandler } from "../server/api/http";
import { answerTestReturn } from "../server/auth/answer-test-return";
import { authOptions } from "../server/auth/auth-options";
import { originOf } from "../server/auth/origin";
import type { Deps } from "../server/deps";
import { answerRequests } from "../server/http/requests";
import { openSlackDoor } from "../server/integrations/slack-door";
import { readSignInSettings } from "../server/settings/read-sign-in-settings";
import { CookieJar } from "./cookie-jar";

export interface SignInServer {
  readonly url: string;
  /** Answers with these parts from now on; the address is known before they are built. */
  serve(deps: Deps): void;
  close(): Promise<void>;
}

/** The gateway's HTTP doors without its pages: the sign-in library and the API, over real HTTP. */
export async function startSignInServer(): Promise<SignInServer> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    serve(deps) {
      process.env["NEXTAUTH_URL"] = url;
      server.removeAllListeners("request");
      const pages = (request: IncomingMessage, response: ServerResponse) =>
        answerAuth(deps, request, response);
      server.on(
        "request",
        answerRequests({ deps, api: apiHandler(deps), slack: openSlackDoor(deps), pages }),
      );
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** Gives the library what it expects of a request: parsed query, cookies and body, and `json`. */
async function answerAuth(
  deps: Deps,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const asked = new URL(request.url ?? "/", "http://any");
  const headers = new Headers(request.headers as Record<string, string>);
  let body = "";
  for await (const chunk of request) body += String(chunk);
  const cookieHeader = request.headers.cookie;
  if (asked.pathname.endsWith("/callback/oidc")) {
    const place = await answerTestReturn(deps, { search: asked.searchParams, cookieHeader });
    if (place !== null) return void response.writeHead(303, { location: place }).end();
  }
  const { lifetimeSeconds } = await readSignInSettings(deps);
  const origin = originOf(headers);
  const options = authOptions(deps, { origin, cookieHeader, lifetimeSeconds });
  const nextauth = asked.pathname.split("/").slice(3);
  const given = {
    method: request.method,
    headers: request.headers,
    query: { ...Object.fromEntries(asked.searchParams), nextauth },
    cookies: Object.fromEntries(pairsOf(cookieHeader)),
    body: Object.fromEntries(new URLSearchParams(body)),
  };
  const answering = Object.assign(response, {
    status(code: number) {
      response.statusCode = code;
      return answering;
    },
    json: (value: unknown) => response.end(JSON.stringify(value)),
    send: (value: unknown) =>
      response.end(typeof value === "string" ? value : JSON.stringify(value ?? {})),
  });
  // The library reads no more of the framework's two objects than what is given here.
  await NextAuth(
    given as unknown as NextApiRequest,
    answering as unknown as NextApiResponse,
    options,
  );
}

function pairsOf(header = ""): [string, string][] {
  return header
    .split("; ")
    .filter(Boolean)
    .map((pair) => {
      const at = pair.indexOf("=");
      return [pair.slice(0, at), decodeURIComponent(pair.slice(at + 1))];
    });
}

/** A browser's way through the doors: cookies kept, redirects followed by hand. */
export class DoorVisitor {
  readonly jar = new CookieJar();
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  get cookie(): string {
    return this.jar.header();
  }

  /** Signs in with a password; answers where the browser is sent. */
  async signIn(
    email: string,
    password: string,
    extra: Record<string, string> = {},
  ): Promise<string> {
    const answer = await this.#post("/api/auth/callback/credentials", {
      email,
      password,
      ...extra,
    });
    const { url }: { url: string } = await answer.json();
    return url;
  }

  async signOut(): Promise<void> {
    await this.#post("/api/auth/signout", {});
  }

  /** Starts at the gateway, signs in at the provider, comes back; answers where it ends. */
  async signInAtProvider(userName: string, providerJar = new CookieJar()): Promise<string> {
    const start = await this.#post("/api/auth/signin/oidc", {});
    const { url }: { url: string } = await start.json();
    const back = await throughProvider({ url, userName, jar: providerJar, gateway: this.#url });
    return await this.comeBack(back);
  }

  async providerAddress(): Promise<string> {
    const { url }: { url: string } = await (await this.#post("/api/auth/signin/oidc", {})).json();
    return url;
  }

  async comeBack(url: string): Promise<string> {
    return (await this.jar.fetch(url)).headers.get("location") ?? "";
  }

  /** One API call; the value, or the refusal. */
  async ask(path: string, asked: ApiAsk = {}): Promise<ApiAnswer> {
    const answer = await this.#call(path, asked);
    const read: ApiBody = await answer.json();
    const { status } = answer;
    if (read.result !== undefined) {
      return { status, value: superjson.deserialize(read.result.data) };
    }
    const refusal = read.error?.json.data.refusal;
    return refusal === undefined ? { status } : { status, refusal };
  }

  async #call(path: string, asked: ApiAsk): Promise<Response> {
    const { input, method = "GET", headers = {} } = asked;
    const url = `${this.#url}/api/trpc/${path}`;
    const body = input === undefined ? null : JSON.stringify(superjson.serialize(input));
    if (method === "GET") {
      const query = body === null ? "" : `?input=${encodeURIComponent(body)}`;
      return await this.jar.fetch(`${url}${query}`, { headers });
    }
    const own = { "content-type": "application/json", origin: this.#url };
    return await this.jar.fetch(url, {
      method,
      headers: { ...own, ...headers },
      body: body ?? "{}",
    });
  }

  async #post(path: string, fields: Record<string, string>): Promise<Response> {
    const csrf = await (await this.jar.fetch(`${this.#url}/api/auth/csrf`)).json();
    return await this.jar.fetch(`${this.#url}${path}`, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded", origin: this.#url },
      body: new URLSearchParams({ csrfToken: csrf.csrfToken, json: "true", ...fields }),
    });
  }
}

export interface ApiAsk {
  readonly input?: unknown;
  readonly method?: "GET" | "POST";
  readonly headers?: Readonly<Record<string, string>>;
}

export interface ApiAnswer {
  readonly status: number;
  readonly value?: unknown;
  readonly refusal?: PublicRefusal;
}

interface ApiBody {
  readonly result?: { readonly data: Parameters<typeof superjson.deserialize>[0] };
  readonly error?: { readonly json: { readonly data: { readonly refusal: PublicRefusal } } };
}

interface ProviderVisit {
  readonly url: string;
  readonly userName: string;
  readonly jar: CookieJar;
  readonly gateway: string;
}

/** Follows the provider's redirects, fills in its form once, stops where it sends back to us. */
export async function throughProvider(visit: ProviderVisit): Promise<string> {
  const { jar, gateway } = visit;
  let url = visit.url;
  for (let steps = 0; steps < 12 && !url.startsWith(gateway); steps += 1) {
    const page = await jar.fetch(url);
    const next = page.headers.get("location");
    if (next !== null) {
      url = new URL(next, url).href;
      continue;
    }
    if (!url.includes("/interaction/")) throw new Error(`${page.status}: ${await page.text()}`);
    const answer = await jar.fetch(url, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ login: visit.userName }),
    });
    url = new URL(answer.headers.get("location") ?? "", url).href;
  }
  return url;
}
