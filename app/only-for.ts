import { notFound } from "next/navigation";
import type { Permission } from "@/domain/people/permission";
import { api } from "@/server/api/caller";
import { ask } from "./ask";

/** A page that only those have who hold a permission; for everybody else there is no such page. */
export async function onlyFor(permission: Permission) {
  const { account } = await api();
  const me = await ask(account.me());
  if (!me.permissions.includes(permission)) notFound();
  return me;
}
