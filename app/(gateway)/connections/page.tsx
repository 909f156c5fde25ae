import { Plus } from "lucide-react";
import type { Metadata } from "next";
import { api } from "@/server/api/caller";
import { ButtonLink } from "@/ui/button";
import { Page } from "@/ui/page";
import { ask } from "../../ask";
import { ConnectionsTable } from "./connections-table";
import { listInput, readFilter, type Search } from "./filter";

export const metadata: Metadata = { title: "Connections" };

export default async function ConnectionsPage(props: { readonly searchParams: Promise<Search> }) {
  const filter = readFilter(await props.searchParams);
  const { account, connections } = await api();
  const [me, list] = await Promise.all([
    ask(account.me()),
    ask(connections.list(listInput(filter))),
  ]);
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
      <ConnectionsTable filter={filter} list={list} mayManage={mayManage} />
    </Page>
  );
}
