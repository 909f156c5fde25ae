import type { Metadata } from "next";
import { api } from "@/server/api/caller";
import { Page } from "@/ui/page";
import { ask } from "../../ask";
import { Calls } from "../../calls";
import { onlyFor } from "../../only-for";
import { Boxes } from "./boxes";
import { type Box, boxesOf, listInput, readFilter, type Search } from "./filter";
import { FilterBar } from "./filter-bar";
import { RequestsList } from "./requests-list";

export const metadata: Metadata = { title: "Access requests" };

const ABOUT: Readonly<Record<Box, string>> = {
  "for-me": "What waits for your decision. Each is decided once, by people.",
  mine: "What you have asked for, and what became of it.",
  all: "Every request, of everyone.",
};

export default async function AccessRequestsPage(props: {
  readonly searchParams: Promise<Search>;
}) {
  const { permissions } = await onlyFor("requests:see");
  const boxes = boxesOf(permissions);
  const filter = readFilter(await props.searchParams, boxes);
  const { requests } = await api();
  const list = await ask(requests.list(listInput(filter)));
  return (
    <Calls>
      <Page title="Access requests" description={ABOUT[filter.box]}>
        <Boxes boxes={boxes} here={filter.box} />
        <FilterBar filter={filter} />
        <RequestsList key={filter.box} filter={filter} initial={list} />
      </Page>
    </Calls>
  );
}
