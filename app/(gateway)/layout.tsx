import type { ReactNode } from "react";
import { api } from "@/server/api/caller";
import { ask } from "../ask";
import { Shell } from "./shell";

export default async function GatewayLayout({ children }: { readonly children: ReactNode }) {
  const { account } = await api();
  const { name, email, role, permissions } = await ask(account.me());
  return <Shell person={{ name, email, role, permissions }}>{children}</Shell>;
}
