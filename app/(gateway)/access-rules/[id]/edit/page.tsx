import type { Metadata } from "next";
import { api } from "@/server/api/caller";
import { Page } from "@/ui/page";
import { ask } from "../../../../ask";
import { Calls } from "../../../../calls";
import { onlyFor } from "../../../../only-for";
import { ruleHref } from "../../../places";
import { RuleForm } from "../../rule-form";
import { type RuleParams, readId } from "../read-id";

export const metadata: Metadata = { title: "Edit an access rule" };

export default async function EditRulePage({ params }: { readonly params: RuleParams }) {
  await onlyFor("rules:manage");
  const { accessRules, people, integrations } = await api();
  const [rule, groups, told] = await Promise.all([
    ask(accessRules.get({ id: await readId(params) })),
    ask(people.groups()),
    ask(integrations.list()),
  ]);

  return (
    <Page
      title={`Edit ${rule.name}`}
      description="Windows that are open under it no longer count: they were granted under the rule as it was."
      width="narrow"
      back={{ href: ruleHref(rule.id), label: rule.name }}
    >
      <Calls>
        <RuleForm
          key={rule.version}
          stored={rule}
          groups={groups.rows.map((group) => group.name)}
          integrations={told.rows.map((integration) => integration.name)}
        />
      </Calls>
    </Page>
  );
}
