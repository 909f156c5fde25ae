import type { IncomingMessage } from "node:http";
import type { Actor } from "@/domain/people/user";
import { isOwnOrigin } from "../api/own-origin";
import { actorFromCookie } from "../auth/actor-from-cookie";
import { describeOrigin, originOf } from "../auth/origin";
import type { Deps } from "../deps";

/** Who asks for a file, and from where, as the audit trail says it. */
export interface FileReader {
  readonly actor: Actor;
  readonly origin: string;
}

/** `null`: nobody who is signed in, another method than GET, or the page of another site. */
export async function readerOf(deps: Deps, request: IncomingMessage): Promise<FileReader | null> {
  if (request.method !== "GET" || !isOwnOrigin(request, deps.env.url)) return null;
  const actor = await actorFromCookie(deps, request.headers.cookie);
  const get = (name: string) => [request.headers[name]].flat()[0];
  return actor === null ? null : { actor, origin: describeOrigin(originOf({ get })) };
}
