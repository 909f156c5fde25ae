import { Plus } from "lucide-react";
import type { Metadata } from "next";
import { api } from "@/server/api/caller";
import { ButtonLink } from "@/ui/button";
import { Page } from "@/ui/page";
import { ask } from "../../ask";
import { ConnectionsTable } from "./connections-table";

export const metadata: Metadata = { title: "Connections" };

export default async function ConnectionsPage() {
  const { account, connections } = await api();
  const [me, { rows }] = await Promise.all([ask(account.me()), ask(connections.list())]);
  const mayManage = me.permissions.includes("connections:manage");

  return (
    <Page
      title="Connections"
      description={mayManage ? "Every target." : "The targets that your groups may reach."}
      actions={
        mayManage && (
          <ButtonLink href="/connections/new" variant="primary" icon={Plus}>
            New connection
          </ButtonLink>
        )
      }
    >
      <ConnectionsTable rows={rows} mayManage={mayManage} />
    </Page>
  );
}
