import { notFound } from "next/navigation";
import { Page } from "@/ui/page";
import { Calls } from "../../../../calls";
import { onlyFor } from "../../../../only-for";
import { IntegrationForm } from "../../integration-form";
import { isKind, KIND_WORDS } from "../../kinds";

interface NewIntegrationProps {
  readonly params: Promise<{ readonly kind: string }>;
}

export const metadata = { title: "New integration" };

/**
 * The kind is a part of the path: the router asks for a page ahead without its query, and there is
 * no form without a kind.
 */
export default async function NewIntegrationPage({ params }: NewIntegrationProps) {
  await onlyFor("integrations:manage");
  const { kind } = await params;
  if (!isKind(kind)) notFound();

  return (
    <Page
      title={`New integration: ${KIND_WORDS[kind].name}`}
      description={KIND_WORDS[kind].help}
      width="narrow"
      back={{ href: "/integrations", label: "Integrations" }}
    >
      <Calls>
        <IntegrationForm key={kind} kind={kind} stored={null} />
      </Calls>
    </Page>
  );
}
