import type { UserId } from "@/domain/people/user";
import type { Tx } from "../db/db";
import { newId } from "../ids";
import { insertUser, type NewUser } from "./store";

/** A person without any way in yet; null when the e-mail address is somebody's. */
export async function addUser(tx: Tx, user: Omit<NewUser, "id">): Promise<UserId | null> {
  const id = newId("usr") as UserId;
  return (await insertUser(tx, { id, ...user })) ? id : null;
}
