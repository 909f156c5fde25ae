import { notFound } from "next/navigation";
import { Page } from "@/ui/page";
import { Calls } from "../../../calls";
import { onlyFor } from "../../../only-for";
import { IntegrationForm } from "../integration-form";
import { isKind, KIND_WORDS } from "../kinds";

interface NewIntegrationProps {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

export const metadata = { title: "New integration" };

export default async function NewIntegrationPage({ searchParams }: NewIntegrationProps) {
  await onlyFor("integrations:manage");
  const kind = (await searchParams)["kind"];
  if (typeof kind !== "string" || !isKind(kind)) notFound();

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
