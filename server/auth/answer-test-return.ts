import type { Deps } from "../deps";
import { TEST_STATE } from "../sign-in-tests/begin-sign-in-test";
import { finishSignInTest } from "../sign-in-tests/finish-sign-in-test";
import { actorFromCookie } from "./actor-from-cookie";

export interface CallbackRequest {
  readonly search: URLSearchParams;
  readonly cookieHeader: string | undefined;
}

/**
 * The provider sends tests and sign-ins back to one address; the state says which it is. Answers where
 * the browser goes after a test, or null when this is a sign-in and the library's business.
 */
export async function answerTestReturn(
  deps: Deps,
  { search, cookieHeader }: CallbackRequest,
): Promise<string | null> {
  const state = search.get("state") ?? "";
  if (!state.startsWith(TEST_STATE)) return null;
  const actor = await actorFromCookie(deps, cookieHeader);
  const words = [search.get("error"), search.get("error_description")];
  const error = words[0] === null ? null : words.filter(Boolean).join(": ");
  const id = await finishSignInTest(deps, actor, { state, code: search.get("code"), error });
  return `${deps.env.url}/settings/sign-in?test=${encodeURIComponent(id ?? "unknown")}`;
}
