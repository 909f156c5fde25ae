import { Plus } from "lucide-react";
import type { Metadata } from "next";
import { api } from "@/server/api/caller";
import { ButtonLink } from "@/ui/button";
import { Page } from "@/ui/page";
import { ask } from "../../ask";
import { Calls } from "../../calls";
import { onlyFor } from "../../only-for";
import { listInput, readFilter, type Search } from "./filter";
import { RulesTable } from "./rules-table";

export const metadata: Metadata = { title: "Access rules" };

export default async function AccessRulesPage(props: { readonly searchParams: Promise<Search> }) {
  const me = await onlyFor("rules:see");
  const filter = readFilter(await props.searchParams);
  const { accessRules } = await api();
  const list = await ask(accessRules.list(listInput(filter)));
  const mayManage = me.permissions.includes("rules:manage");

  return (
    <Page
      title="Access rules"
      description="Who asks whom before something runs. Where several apply, all of them must be met."
      actions={
        mayManage && (
          <ButtonLink href="/access-rules/new" variant="primary" icon={Plus}>
            New rule
          </ButtonLink>
        )
      }
    >
      <Calls>
        <RulesTable filter={filter} list={list} mayManage={mayManage} />
      </Calls>
    </Page>
  );
}
