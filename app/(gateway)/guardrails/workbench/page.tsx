import type { Metadata } from "next";
import { api } from "@/server/api/caller";
import { Page } from "@/ui/page";
import { ask } from "../../../ask";
import { Calls } from "../../../calls";
import { onlyFor } from "../../../only-for";
import { Workbench } from "./workbench";

export const metadata: Metadata = { title: "Workbench of guardrails" };

export default async function WorkbenchPage() {
  await onlyFor("guardrails:manage");
  const { guardrails } = await api();
  const document = await ask(guardrails.export());
  return (
    <Page
      title="Workbench"
      description="Statements under the guardrails in force and under edited ones, side by side. Nothing is saved."
      back={{ href: "/guardrails", label: "Guardrails" }}
    >
      <Calls>
        <Workbench document={JSON.stringify(document, null, 2)} />
      </Calls>
    </Page>
  );
}
