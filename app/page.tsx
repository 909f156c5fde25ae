import { redirect } from "next/navigation";
import type { Permission } from "@/domain/people/permission";
import { api } from "@/server/api/caller";
import { ask } from "./ask";

export default async function HomePage() {
  const { account } = await api();
  const me = await ask(account.me());
  redirect(startFor(me.permissions));
}

/** Who uses connections begins there, who decides about them at what waits for a decision. */
function startFor(permissions: readonly Permission[]): string {
  if (permissions.includes("connections:see")) return "/connections";
  return permissions.includes("requests:decide") ? "/access-requests?box=for-me" : "/account";
}
