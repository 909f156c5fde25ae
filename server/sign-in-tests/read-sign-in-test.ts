import type { Actor } from "@/domain/people/user";
import { Refusal } from "@/domain/refusal";
import type { Deps } from "../deps";
import { findTest } from "./store";
import { openTest, type TestContents } from "./test-box";

/** What a test of this very sign-in came to. Another admin's answers like one that never was. */
export async function readSignInTest(deps: Deps, actor: Actor, id: string): Promise<TestContents> {
  const box = await findTest(deps.db.read, { id, signInId: actor.signInId }, deps.now());
  if (box === null) throw new Refusal("ACCESS.NOT_FOUND", "There is no such test any more.");
  return openTest(deps, id, box);
}
