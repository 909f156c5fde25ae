import type { Metadata } from "next";
import { api } from "@/server/api/caller";
import { Page } from "@/ui/page";
import { ask } from "../../ask";
import { onlyFor } from "../../only-for";
import { IntegrationCards } from "./integration-cards";
import { NewIntegration } from "./new-integration";

export const metadata: Metadata = { title: "Integrations" };

export default async function IntegrationsPage() {
  const me = await onlyFor("integrations:see");
  const { integrations } = await api();
  const { rows } = await ask(integrations.list());
  const mayManage = me.permissions.includes("integrations:manage");

  return (
    <Page
      title="Integrations"
      description="Where people are told of access requests."
      actions={mayManage && rows.length > 0 && <NewIntegration />}
    >
      <IntegrationCards rows={rows} mayManage={mayManage} />
    </Page>
  );
}
