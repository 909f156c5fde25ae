import type { IncomingMessage, ServerResponse } from "node:http";
import type { SlackDoor } from "./door";
import { answerSlack, type SlackAnswer } from "./interactions";

const BODY_BYTES_MAX = 256 * 1_024;

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** The address that Slack calls for one integration: interactivity, commands and its check of the address. */
export async function serveSlack(
  door: SlackDoor,
  integrationId: string,
  { request, response }: Exchange,
): Promise<void> {
  if (request.method !== "POST") return void response.writeHead(405, { allow: "POST" }).end();
  const body = await bodyOf(request);
  if (body === null) return void response.writeHead(413, { connection: "close" }).end();
  const answer = await answerSlack(door, integrationId, { headers: request.headers, body });
  write(response, answer);
  await answer.afterwards?.().catch((error: unknown) => {
    door.deps.log.error({ err: error, integrationId }, "what a click in Slack asked for failed");
  });
}

function write(response: ServerResponse, { status, body }: SlackAnswer): void {
  const isText = typeof body === "string";
  const type = isText ? "text/plain; charset=utf-8" : "application/json";
  response.writeHead(status, { "content-type": type, "cache-control": "no-store" });
  response.end(isText ? body : JSON.stringify(body));
}

/** Null when it is larger than anything Slack sends. */
async function bodyOf(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += (chunk as Buffer).length;
    if (bytes > BODY_BYTES_MAX) return null;
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}
