import type { Metadata } from "next";
import { api } from "@/server/api/caller";
import { Page } from "@/ui/page";
import { ask } from "../../ask";
import { Calls } from "../../calls";
import { AgentsTable } from "./agents-table";
import { CreateAgent } from "./create-agent";

export const metadata: Metadata = { title: "Agents" };

export default async function AgentsPage() {
  const { account, agents } = await api();
  const [me, { rows }] = await Promise.all([ask(account.me()), ask(agents.list())]);
  const mayManage = me.permissions.includes("agents:manage");

  return (
    <Calls>
      <Page
        title="Agents"
        description="They run next to the targets and dial out to here; nothing there listens."
        actions={mayManage && <CreateAgent />}
      >
        <AgentsTable rows={rows} mayManage={mayManage} />
      </Page>
    </Calls>
  );
}
