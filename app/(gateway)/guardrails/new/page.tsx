import type { Metadata } from "next";
import { Page } from "@/ui/page";
import { Calls } from "../../../calls";
import { onlyFor } from "../../../only-for";
import { GuardrailForm } from "../guardrail-form";

export const metadata: Metadata = { title: "New guardrail" };

export default async function NewGuardrailPage() {
  await onlyFor("guardrails:manage");
  return (
    <Page
      title="New guardrail"
      description="It is asked of the very next command."
      width="narrow"
      back={{ href: "/guardrails", label: "Guardrails" }}
    >
      <Calls>
        <GuardrailForm stored={null} />
      </Calls>
    </Page>
  );
}
