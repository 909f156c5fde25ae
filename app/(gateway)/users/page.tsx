import { Download } from "lucide-react";
import type { Metadata } from "next";
import { api } from "@/server/api/caller";
import { ButtonLink } from "@/ui/button";
import { Page } from "@/ui/page";
import { ask } from "../../ask";
import { Calls } from "../../calls";
import { exportAddress, listInput, readFilter, type Search } from "./filter";
import { FilterBar } from "./filter-bar";
import { NewUser } from "./new-user";
import { UsersTable } from "./users-table";

export const metadata: Metadata = { title: "Users" };

export default async function UsersPage(props: { readonly searchParams: Promise<Search> }) {
  const filter = readFilter(await props.searchParams);
  const { account, setup, users } = await api();
  const [me, state, list] = await Promise.all([
    ask(account.me()),
    ask(setup.state()),
    ask(users.list(listInput(filter))),
  ]);
  const mayManage = me.permissions.includes("people:manage");

  return (
    <Calls>
      <Page
        title="Users"
        description="Everyone who may sign in. Their groups give them role and connections."
        actions={
          <>
            <ButtonLink href={exportAddress(filter)} prefetch={false} icon={Download} download>
              Export CSV
            </ButtonLink>
            {mayManage && <NewUser hasProvider={state.oidc !== null} />}
          </>
        }
      >
        <FilterBar key={JSON.stringify(filter)} filter={filter} />
        <UsersTable filter={filter} list={list} mayManage={mayManage} />
      </Page>
    </Calls>
  );
}
