"use client";
import { Users } from "lucide-react";
import { useMemo, useState } from "react";
import type { Outputs } from "@/server/api/root";
import { ButtonLink } from "@/ui/button";
import { columnsFor, DataTable } from "@/ui/data-table";
import { Empty } from "@/ui/empty";
import { Pager } from "@/ui/pager";
import { Time } from "@/ui/time";
import { userHref } from "../places";
import { BulkGroups } from "./bulk-groups";
import { isFiltered, PAGE_ROWS, type UsersFilter, usersAddress } from "./filter";
import { GroupBadges, SOURCE_WORDS, StatusBadge } from "./person-badges";
import { SelectAll, SelectionContext, SelectOne } from "./selection";

type List = Outputs["users"]["list"];
type Row = List["rows"][number];
const GROUPS_SHOWN_MAX = 2;
const column = columnsFor<Row>();

const columns = [
  column.accessor("name", {
    header: "Name",
    meta: { place: "title" },
    cell: (c) => <span className="block max-w-48 truncate">{c.getValue()}</span>,
  }),
  column.accessor("email", {
    header: "E-mail",
    cell: (c) => <span className="block max-w-56 truncate">{c.getValue()}</span>,
  }),
  column.accessor("status", {
    header: "Status",
    cell: (c) => <StatusBadge status={c.getValue()} />,
  }),
  column.accessor("role", {
    header: "Role",
    cell: (c) => <span className="capitalize">{c.getValue()}</span>,
  }),
  column.accessor("groups", {
    header: "Groups",
    cell: (c) => <GroupBadges groups={c.getValue()} shownMax={GROUPS_SHOWN_MAX} />,
  }),
  column.accessor("source", {
    header: "Source",
    cell: (c) => <span className="whitespace-nowrap">{SOURCE_WORDS[c.getValue()]}</span>,
  }),
  column.accessor("lastSeenAt", {
    header: "Last seen",
    cell: (c) => {
      const at = c.getValue();
      return at === null ? <span className="text-muted">never</span> : <Time at={at} />;
    },
  }),
];
const choose = column.display({
  id: "choose",
  header: () => <SelectAll />,
  meta: { place: "corner", className: "w-8" },
  cell: ({ row: { original } }) => <SelectOne id={original.id} name={original.name} />,
});
const columnsOfManager = [choose, ...columns];

interface UsersTableProps {
  readonly filter: UsersFilter;
  readonly list: List;
  readonly mayManage: boolean;
}

export function UsersTable({ filter, list, mayManage }: UsersTableProps) {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const { rows, total } = list;
  const selection = useMemo(
    () => ({
      ids,
      pageIds: rows.map(({ id }) => id),
      set: (some: readonly string[], chosen: boolean) =>
        setIds((before) => {
          const after = new Set(before);
          for (const id of some) {
            if (chosen) after.add(id);
            else after.delete(id);
          }
          return after;
        }),
    }),
    [ids, rows],
  );
  return (
    <SelectionContext value={selection}>
      {ids.size > 0 && <BulkGroups ids={[...ids]} onDone={() => setIds(new Set())} />}
      <DataTable
        label="People"
        columns={mayManage ? columnsOfManager : columns}
        rows={rows}
        rowKey={(row) => row.id}
        rowHref={(row) => userHref(row.id)}
        sortable={false}
        empty={<NobodyHere filter={filter} total={total} />}
        footer={
          total > 0 && (
            <Pager
              page={filter.page}
              pageRows={PAGE_ROWS}
              total={total}
              words={["person", "people"]}
              hrefOf={(page) => usersAddress({ ...filter, page })}
            />
          )
        }
      />
    </SelectionContext>
  );
}

interface NobodyHereProps {
  readonly filter: UsersFilter;
  readonly total: number;
}

function NobodyHere({ filter, total }: NobodyHereProps) {
  const words = total > 0 ? "This page is past the end." : "Nobody matches.";
  return (
    <Empty
      icon={Users}
      title={words}
      action={
        <ButtonLink href={isFiltered(filter) ? "/users" : usersAddress({ ...filter, page: 1 })}>
          Show all
        </ButtonLink>
      }
    />
  );
}
