import { api } from "@/server/api/caller";
import { Page } from "@/ui/page";
import { ask } from "../../../../ask";
import { Calls } from "../../../../calls";
import { onlyFor } from "../../../../only-for";
import { integrationHref } from "../../../places";
import { IntegrationForm } from "../../integration-form";
import { KIND_WORDS } from "../../kinds";

export const metadata = { title: "Edit integration" };

interface EditIntegrationProps {
  readonly params: Promise<{ readonly id: string }>;
}

export default async function EditIntegrationPage({ params }: EditIntegrationProps) {
  await onlyFor("integrations:manage");
  const { integrations } = await api();
  const stored = await ask(integrations.get({ id: (await params).id.slice(0, 40) }));

  return (
    <Page
      title={`Edit ${stored.name}`}
      description={KIND_WORDS[stored.kind].name}
      width="narrow"
      back={{ href: integrationHref(stored.id), label: stored.name }}
    >
      <Calls>
        <IntegrationForm key={stored.version} kind={stored.kind} stored={stored} />
      </Calls>
    </Page>
  );
}
