import type { Metadata } from "next";
import { api } from "@/server/api/caller";
import { Page } from "@/ui/page";
import { ask } from "../../ask";
import { Calls } from "../../calls";
import { listInput, readFilter, type Search } from "./filter";
import { FilterBar } from "./filter-bar";
import { GroupsTable } from "./groups-table";
import { NewGroup } from "./new-group";

export const metadata: Metadata = { title: "Groups" };

export default async function GroupsPage(props: { readonly searchParams: Promise<Search> }) {
  const filter = readFilter(await props.searchParams);
  const { account, groups } = await api();
  const [me, list] = await Promise.all([ask(account.me()), ask(groups.list(listInput(filter)))]);

  return (
    <Page
      title="Groups"
      description="People who share rights: a role, connections, or both."
      actions={
        me.permissions.includes("people:manage") && (
          <Calls>
            <NewGroup />
          </Calls>
        )
      }
    >
      <FilterBar key={JSON.stringify(filter)} filter={filter} />
      <GroupsTable filter={filter} list={list} />
    </Page>
  );
}
