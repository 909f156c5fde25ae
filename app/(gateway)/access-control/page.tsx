import type { Metadata } from "next";
import { api } from "@/server/api/caller";
import { Page } from "@/ui/page";
import { ask } from "../../ask";
import { Calls } from "../../calls";
import { AccessGrid } from "./access-grid";
import { listInput, readFilter, type Search } from "./filter";
import { FilterBar } from "./filter-bar";

export const metadata: Metadata = { title: "Access control" };

export default async function AccessControlPage(props: { readonly searchParams: Promise<Search> }) {
  const filter = readFilter(await props.searchParams);
  const { account, access } = await api();
  const [me, grid] = await Promise.all([ask(account.me()), ask(access.grid(listInput(filter)))]);

  return (
    <Page
      width="full"
      title="Access control"
      description="Which groups may use which connections. Whoever is not listed does not even see them; admins pass by their role."
    >
      <FilterBar key={JSON.stringify(filter)} filter={filter} />
      <Calls>
        <AccessGrid
          filter={filter}
          grid={grid}
          mayEdit={me.permissions.includes("access:manage")}
        />
      </Calls>
    </Page>
  );
}
