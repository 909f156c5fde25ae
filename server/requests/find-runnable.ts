import type { Actor } from "@/domain/people/user";
import { isRequester } from "@/domain/policy/decide-request";
import { Refusal } from "@/domain/refusal";
import type { Deps } from "../deps";
import { requestAbsent } from "./move-request";
import type { RequestRecord } from "./request-record";
import { findRequest } from "./store";

/** A request of this person that a session is held for. Whether it may run now, the claim decides. */
export async function findRunnable(
  deps: Deps,
  actor: Actor,
  id: string,
): Promise<RequestRecord & { readonly sessionId: string }> {
  const request = await findRequest(deps.db.read, id);
  if (request === null || !isRequester(actor, request)) throw requestAbsent(id);
  const { sessionId } = request;
  if (sessionId !== null) return { ...request, sessionId };
  throw new Refusal("REQUEST.NOT_ALLOWED", "This request holds no command: a window is not run.");
}
