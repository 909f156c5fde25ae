import type { Metadata } from "next";
import { api } from "@/server/api/caller";
import { Page } from "@/ui/page";
import { ask } from "../../../../ask";
import { Calls } from "../../../../calls";
import { onlyFor } from "../../../../only-for";
import { type RuleParams, readId } from "../../../access-rules/[id]/read-id";
import { maskingHref } from "../../../places";
import { MaskingForm } from "../../masking-form";

export const metadata: Metadata = { title: "Edit a masking rule" };

export default async function EditMaskingRulePage({ params }: { readonly params: RuleParams }) {
  await onlyFor("masking:manage");
  const { masking, people } = await api();
  const [rule, groups] = await Promise.all([
    ask(masking.get({ id: await readId(params) })),
    ask(people.groups()),
  ]);
  return (
    <Page
      title={`Edit ${rule.name}`}
      width="narrow"
      back={{ href: maskingHref(rule.id), label: rule.name }}
    >
      <Calls>
        <MaskingForm
          key={rule.version}
          stored={rule}
          groups={groups.rows.map(({ name }) => name)}
        />
      </Calls>
    </Page>
  );
}
