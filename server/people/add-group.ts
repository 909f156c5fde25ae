import type { GroupName } from "@/domain/people/user";
import type { Tx } from "../db/db";
import { newId } from "../ids";
import { insertGroup } from "./store";

/** A local group; null when there is one of that name. */
export async function addGroup(tx: Tx, name: GroupName): Promise<string | null> {
  const id = newId("grp");
  return (await insertGroup(tx, { id, name, source: "local" })) ? id : null;
}
