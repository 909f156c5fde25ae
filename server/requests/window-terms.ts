import type { Actor } from "@/domain/people/user";
import { jointTerms, mayBreakGlass } from "@/domain/requests/demand";
import type { Deps } from "../deps";
import { demandsOfWish } from "./ask-window";

export interface WindowTerms {
  readonly durationSecondsMax: number;
  readonly reasonRequired: boolean;
  readonly mayBreakGlass: boolean;
}

/** What the rules of now would ask of a window of this person: known before it is asked for. */
export async function windowTerms(deps: Deps, actor: Actor, name: string): Promise<WindowTerms> {
  const { demands } = await demandsOfWish(deps, actor, name);
  const { durationSecondsMax, reasonRequired } = jointTerms(demands);
  return { durationSecondsMax, reasonRequired, mayBreakGlass: mayBreakGlass(actor, demands) };
}
