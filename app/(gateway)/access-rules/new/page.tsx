import type { Metadata } from "next";
import { api } from "@/server/api/caller";
import { Page } from "@/ui/page";
import { ask } from "../../../ask";
import { Calls } from "../../../calls";
import { onlyFor } from "../../../only-for";
import { RuleForm } from "../rule-form";

export const metadata: Metadata = { title: "New access rule" };

export default async function NewRulePage() {
  await onlyFor("rules:manage");
  const { people, integrations } = await api();
  const [groups, told] = await Promise.all([ask(people.groups()), ask(integrations.list())]);

  return (
    <Page
      title="New access rule"
      width="narrow"
      back={{ href: "/access-rules", label: "Access rules" }}
    >
      <Calls>
        <RuleForm
          stored={null}
          groups={groups.rows.map((group) => group.name)}
          integrations={told.rows.map((integration) => integration.name)}
        />
      </Calls>
    </Page>
  );
}
