import { FlaskConical, Plus } from "lucide-react";
import type { Metadata } from "next";
import { api } from "@/server/api/caller";
import { ButtonLink } from "@/ui/button";
import { Page } from "@/ui/page";
import { ask } from "../../ask";
import { Calls } from "../../calls";
import { onlyFor } from "../../only-for";
import { Exchange } from "./exchange";
import { GuardrailsTable } from "./guardrails-table";
import { PackMenu } from "./pack-menu";

export const metadata: Metadata = { title: "Guardrails" };

export default async function GuardrailsPage() {
  const me = await onlyFor("guardrails:see");
  const { guardrails } = await api();
  const [{ rows }, packs] = await Promise.all([ask(guardrails.list()), ask(guardrails.packs())]);
  const mayManage = me.permissions.includes("guardrails:manage");

  return (
    <Page
      title="Guardrails"
      description="What is looked at before anything is sent. The strongest of all that apply decides; the order says which is named first."
      actions={
        <Calls>
          {mayManage && (
            <ButtonLink href="/guardrails/workbench" icon={FlaskConical}>
              Workbench
            </ButtonLink>
          )}
          <Exchange mayImport={mayManage} />
          {mayManage && <PackMenu packs={packs} />}
          {mayManage && (
            <ButtonLink href="/guardrails/new" variant="primary" icon={Plus}>
              New guardrail
            </ButtonLink>
          )}
        </Calls>
      }
    >
      <Calls>
        <GuardrailsTable rows={rows} mayManage={mayManage} />
      </Calls>
    </Page>
  );
}
