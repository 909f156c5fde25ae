import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { may } from "@/domain/people/permission";
import { isRefusal, type Refusal } from "@/domain/refusal";
import { REFUSALS } from "@/domain/refusal-table";
import { isOwnOrigin } from "../api/own-origin";
import { actorFromCookie } from "../auth/actor-from-cookie";
import { describeOrigin, originOf } from "../auth/origin";
import type { Deps } from "../deps";
import { exportUsers } from "../users/export-users";
import { userFilter } from "../users/form";

export const USERS_CSV = "/download/users.csv";
const TOO_MANY = 429;

/** The list of people as a file, for whoever may see it; absent for everybody else. */
export async function serveUsersCsv(
  deps: Deps,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  response.setHeader("cache-control", "no-store");
  if (request.method !== "GET" || !isOwnOrigin(request, deps.env.url)) return absent(response);
  const actor = await actorFromCookie(deps, request.headers.cookie);
  if (actor === null || !may(actor, "people:see")) return absent(response);
  const search = new URL(request.url ?? "/", "http://any").searchParams;
  const filter = userFilter.safeParse(Object.fromEntries(search));
  if (!filter.success) return void response.writeHead(400).end("No such filter\n");
  const origin = describeOrigin(originOf(headersOf(request)));
  try {
    const lines = await exportUsers(deps, { actor, origin }, filter.data);
    response.writeHead(200, {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": 'attachment; filename="gatehouse-users.csv"',
    });
    await pipeline(Readable.from(lines), response);
  } catch (error) {
    if (isRefusal(error)) return refuse(response, error);
    // The reader went away, or the store did: what was sent is cut, which a client notices.
    deps.log.warn({ err: error }, "an export ended early");
    response.destroy();
  }
}

function refuse(response: ServerResponse, { code, message }: Refusal): void {
  if (response.headersSent) return void response.destroy();
  response.writeHead(TOO_MANY, { "content-type": "text/plain; charset=utf-8" });
  response.end(`${message} ${REFUSALS[code].next}\n`);
}

function absent(response: ServerResponse): void {
  response.writeHead(404).end("Not found\n");
}

function headersOf({ headers }: IncomingMessage) {
  return { get: (name: string) => [headers[name]].flat()[0] };
}
