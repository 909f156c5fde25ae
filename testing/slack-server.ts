import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { SlackLink } from "./slack-link";
import { METHODS } from "./slack-methods";
import { type Json, type SlackUser, SlackWorld } from "./slack-world";

export interface SlackCall {
  readonly method: string;
  readonly args: Json;
}

export interface SlackServer {
  /** For `slackApiUrl`. */
  readonly apiUrl: string;
  readonly url: string;
  readonly world: SlackWorld;
  readonly link: SlackLink;
  readonly calls: SlackCall[];
  /** What was posted to response URLs: what one person was told privately. */
  readonly told: { readonly url: string; readonly body: Json }[];
  /** The next call of this method is answered so. */
  answerNext(method: string, answer: { status: number; headers?: Record<string, string> }): void;
  newResponseUrl(): string;
  close(): Promise<void>;
}

export interface SlackServerOptions {
  readonly users?: readonly SlackUser[];
  readonly now?: () => number;
}

/** A local server that speaks Slack's documented Web API and refuses what the real one would. */
export async function startSlackServer(options: SlackServerOptions = {}): Promise<SlackServer> {
  const world = new SlackWorld(options.users ?? [], options.now ?? Date.now);
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const link = new SlackLink(server, world);
  const planned = new Map<string, { status: number; headers?: Record<string, string> }>();
  const slack: SlackServer = {
    ...{ apiUrl: `${url}/api/`, url, world, link, calls: [], told: [] },
    answerNext: (method, answer) => void planned.set(method, answer),
    newResponseUrl() {
      const address = `${url}/actions/${world.team.id}/${world.next()}/secret`;
      world.responseUrls.set(address, { uses: 0 });
      return address;
    },
    async close() {
      link.close();
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
  server.on("request", (request, response) => {
    void answer(slack, planned, { request, response });
  });
  return slack;
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

async function answer(
  slack: SlackServer,
  planned: Map<string, { status: number; headers?: Record<string, string> }>,
  { request, response }: Exchange,
): Promise<void> {
  const path = request.url ?? "/";
  const body = await bodyOf(request);
  if (path.startsWith("/upload/v1/"))
    return void response.writeHead(takeFile(slack, path, body)).end("OK");
  if (path.startsWith("/actions/"))
    return void response.writeHead(takeAnswer(slack, path, body)).end("ok");
  const method = path.replace(/^\/api\//, "");
  const plan = planned.get(method);
  if (plan !== undefined) {
    planned.delete(method);
    return void response.writeHead(plan.status, plan.headers).end();
  }
  response.writeHead(200, { "content-type": "application/json" });
  response.end(JSON.stringify(call(slack, method, { request, body })));
}

interface Body {
  readonly fields: Record<string, unknown>;
}

function call(
  slack: SlackServer,
  method: string,
  { request, body }: { request: IncomingMessage; body: Body },
): Json {
  const { token: given, ...args } = body.fields;
  const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1] ?? given;
  if (token === undefined) return { ok: false, error: "not_authed" };
  const isApp = method === "apps.connections.open";
  if (token === slack.world.botToken && isApp)
    return { ok: false, error: "not_allowed_token_type" };
  if (token !== (isApp ? slack.world.appToken : slack.world.botToken)) {
    return { ok: false, error: "invalid_auth" };
  }
  const answerer = METHODS[method];
  if (answerer === undefined) return { ok: false, error: "unknown_method" };
  slack.calls.push({ method, args });
  return answerer(slack.world, args, slack.url);
}

function takeFile({ world }: SlackServer, path: string, { fields }: Body): number {
  const file = world.files.get(path.split("/").at(-1) ?? "");
  const content = Object.values(fields).find((value) => typeof value === "string") ?? "";
  if (file === undefined || Buffer.byteLength(content) !== file.length) return 400;
  file.content = content;
  return 200;
}

/** A response URL is good five times. */
function takeAnswer({ world, url, told }: SlackServer, path: string, { fields }: Body): number {
  const known = world.responseUrls.get(url + path);
  if (known === undefined) return 404;
  known.uses += 1;
  if (known.uses > 5) return 404;
  told.push({ url: url + path, body: fields });
  return 200;
}

async function bodyOf(request: IncomingMessage): Promise<Body> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  const type = request.headers["content-type"] ?? "";
  if (type.startsWith("application/json")) return { fields: JSON.parse(bytes.toString() || "{}") };
  if (type.startsWith("multipart/")) {
    const form = await new Response(bytes, { headers: { "content-type": type } }).formData();
    const fields: Record<string, unknown> = {};
    for (const [name, value] of form) {
      fields[name] = typeof value === "string" ? value : await value.text();
    }
    return { fields };
  }
  return { fields: Object.fromEntries(new URLSearchParams(bytes.toString())) };
}
