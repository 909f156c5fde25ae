"use client";
import { Lock, UsersRound } from "lucide-react";
import type { Outputs } from "@/server/api/root";
import { Badge } from "@/ui/badge";
import { ButtonLink } from "@/ui/button";
import { Count } from "@/ui/bytes";
import { columnsFor, DataTable } from "@/ui/data-table";
import { Empty } from "@/ui/empty";
import { Pager } from "@/ui/pager";
import { groupHref } from "../places";
import { type GroupsFilter, groupsAddress, PAGE_ROWS } from "./filter";

type List = Outputs["groups"]["list"];
type Row = List["rows"][number];
const column = columnsFor<Row>();

const columns = [
  column.accessor("name", {
    header: "Name",
    meta: { place: "title" },
    cell: (c) => <span className="block max-w-[min(28rem,70vw)] truncate">{c.getValue()}</span>,
  }),
  column.accessor("source", {
    header: "Source",
    cell: (c) => <GroupSource source={c.getValue()} />,
  }),
  column.accessor("memberCount", {
    header: "People",
    meta: { align: "end" },
    cell: (c) => <Count count={c.getValue()} />,
  }),
  column.accessor("connectionCount", {
    header: "Connections",
    meta: { align: "end" },
    cell: (c) => <Count count={c.getValue()} />,
  }),
];

export function GroupSource({ source }: Pick<Row, "source">) {
  if (source === "local") return <Badge>Local</Badge>;
  return (
    <Badge
      tone="info"
      title="The identity provider decides who is in it; it cannot be changed here"
    >
      <Lock aria-hidden className="size-3" />
      Identity provider
    </Badge>
  );
}

interface GroupsTableProps {
  readonly filter: GroupsFilter;
  readonly list: List;
}

export function GroupsTable({ filter, list }: GroupsTableProps) {
  const isNarrowed = filter.text !== "" || filter.source !== "";
  return (
    <DataTable
      label="Groups"
      columns={columns}
      rows={list.rows}
      rowKey={(row) => row.id}
      rowHref={(row) => groupHref(row.id)}
      sortable={false}
      empty={
        isNarrowed || list.total > 0 ? (
          <Empty
            icon={UsersRound}
            title="No group matches."
            action={<ButtonLink href="/groups">Show all</ButtonLink>}
          />
        ) : (
          <Empty icon={UsersRound} title="There is no group yet.">
            Make one for a team or a level, put people into it, and give it connections.
          </Empty>
        )
      }
      footer={
        list.total > 0 && (
          <Pager
            page={filter.page}
            pageRows={PAGE_ROWS}
            total={list.total}
            words={["group", "groups"]}
            hrefOf={(page) => groupsAddress({ ...filter, page })}
          />
        )
      }
    />
  );
}
