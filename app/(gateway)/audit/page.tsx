import type { Metadata } from "next";
import { api } from "@/server/api/caller";
import { Page } from "@/ui/page";
import { ask } from "../../ask";
import { Calls } from "../../calls";
import { AuditTable } from "./audit-table";
import { ExportLinks } from "./export-links";
import { listInput, readFilter, type Search } from "./filter";
import { FilterBar } from "./filter-bar";
import { VerifyTrail } from "./verify-trail";

export const metadata: Metadata = { title: "Audit trail" };

export default async function AuditPage(props: { readonly searchParams: Promise<Search> }) {
  const filter = readFilter(await props.searchParams);
  const { audit } = await api();
  const [list, names] = await Promise.all([
    ask(audit.list(listInput(filter))),
    ask(audit.eventNames()),
  ]);

  return (
    <Calls>
      <Page
        title="Audit trail"
        description="Who changed, read, signed in or was refused. Nothing here can be edited."
        actions={<ExportLinks filter={filter} />}
      >
        <VerifyTrail />
        <FilterBar key={JSON.stringify(filter)} filter={filter} eventNames={names} />
        <AuditTable filter={filter} initial={list} />
      </Page>
    </Calls>
  );
}
