import type { Metadata } from "next";
import { api } from "@/server/api/caller";
import { Page } from "@/ui/page";
import { ask } from "../../../../ask";
import { Calls } from "../../../../calls";
import { onlyFor } from "../../../../only-for";
import { type RuleParams, readId } from "../../../access-rules/[id]/read-id";
import { guardrailHref } from "../../../places";
import { GuardrailForm } from "../../guardrail-form";

export const metadata: Metadata = { title: "Edit a guardrail" };

export default async function EditGuardrailPage({ params }: { readonly params: RuleParams }) {
  await onlyFor("guardrails:manage");
  const { guardrails } = await api();
  const guardrail = await ask(guardrails.get({ id: await readId(params) }));
  return (
    <Page
      title={`Edit ${guardrail.name}`}
      width="narrow"
      back={{ href: guardrailHref(guardrail.id), label: guardrail.name }}
    >
      <Calls>
        <GuardrailForm key={guardrail.version} stored={guardrail} />
      </Calls>
    </Page>
  );
}
