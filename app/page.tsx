import { redirect } from "next/navigation";
import { api } from "@/server/api/caller";
import { ask } from "./ask";

export default async function HomePage() {
  const { account } = await api();
  const me = await ask(account.me());
  redirect(me.permissions.includes("connections:see") ? "/connections" : "/account");
}
