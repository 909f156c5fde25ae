import { once } from "node:events";
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import type { IntegrationForm } from "../server/integrations/form";
import { REQUEST_EVENTS, type RequestEvent } from "../server/requests/request-notice";

export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export type Answer = (response: ServerResponse, received: Received) => void;

/** A real HTTP server that keeps what it is sent and answers as a test says. */
export interface WebhookReceiver {
  readonly url: string;
  readonly received: Received[];
  /** Answers of the next requests in turn; after them 204. */
  readonly answers: Answer[];
  close(): Promise<void>;
}

export const status =
  (code: number, headers: Readonly<Record<string, string>> = {}, body = ""): Answer =>
  (response) =>
    void response.writeHead(code, headers).end(body);

export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const received: Received[] = [];
  const answers: Answer[] = [];
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const what = { headers: request.headers, body };
      received.push(what);
      (answers.shift() ?? status(204))(response, what);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    ...{ url: `http://127.0.0.1:${port}/hook`, received, answers },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

export interface WebhookPart {
  readonly name: string;
  readonly url?: string;
  readonly events?: readonly RequestEvent[];
  readonly everyRequest?: boolean;
  readonly enabled?: boolean;
  readonly allowPrivateAddresses?: boolean;
}

/** The form of a webhook that nothing listens at, unless a test says where. */
export function aWebhook(part: WebhookPart): Extract<IntegrationForm, { kind: "webhook" }> {
  const { name, url = "http://127.0.0.1:1/", events = REQUEST_EVENTS } = part;
  const { everyRequest = true, enabled = true, allowPrivateAddresses = true } = part;
  const settings = { url, events: [...events], allowPrivateAddresses };
  return { kind: "webhook", name, enabled, everyRequest, settings };
}
