import type { Metadata } from "next";
import { api } from "@/server/api/caller";
import { Page } from "@/ui/page";
import { ask } from "../../ask";
import { Calls } from "../../calls";
import { listInput, readFilter, type Search } from "./filter";
import { FilterBar } from "./filter-bar";
import { SessionsTable } from "./sessions-table";

export const metadata: Metadata = { title: "Sessions" };

/** Names that are offered while one is typed; any other can be typed too. */
const CONNECTIONS_NAMED_MAX = 100;

export default async function SessionsPage(props: { readonly searchParams: Promise<Search> }) {
  const filter = readFilter(await props.searchParams);
  const { account, connections, sessions } = await api();
  const [me, { rows }, list] = await Promise.all([
    ask(account.me()),
    ask(connections.list({ limit: CONNECTIONS_NAMED_MAX })),
    ask(sessions.list(listInput(filter))),
  ]);
  const seesAll = me.permissions.includes("sessions:seeAll");

  return (
    <Calls>
      <Page
        title="Sessions"
        description={
          seesAll ? "Every command that was run, by anyone." : "Every command that you have run."
        }
      >
        <FilterBar
          key={JSON.stringify(filter)}
          filter={filter}
          connections={rows.map(({ name }) => name)}
          seesAll={seesAll}
        />
        <SessionsTable filter={filter} initial={list} seesAll={seesAll} />
      </Page>
    </Calls>
  );
}
