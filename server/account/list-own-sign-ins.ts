import type { Actor } from "@/domain/people/user";
import { listSignIns } from "../auth/list-sign-ins";
import type { Deps } from "../deps";

export type OwnSignIn = Awaited<ReturnType<typeof listSignIns>>[number];

export async function listOwnSignIns(deps: Deps, actor: Actor): Promise<readonly OwnSignIn[]> {
  return await listSignIns(deps, actor.userId);
}
