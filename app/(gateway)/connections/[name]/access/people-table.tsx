"use client";
import { UsersRound } from "lucide-react";
import type { Outputs } from "@/server/api/root";
import { Badge } from "@/ui/badge";
import { ButtonLink } from "@/ui/button";
import { columnsFor, DataTable } from "@/ui/data-table";
import { Empty } from "@/ui/empty";
import { Pager } from "@/ui/pager";
import { accessHref, userHref, whyHref } from "../../../places";
import { PEOPLE_PAGE_ROWS } from "./people-page";

type People = Outputs["access"]["whoMay"];
type Row = People["rows"][number];
const column = columnsFor<Row>();

interface PeopleTableProps {
  readonly connection: string;
  readonly people: People;
  readonly page: number;
}

const fixed = [
  column.accessor("name", { header: "Name", meta: { place: "title" } }),
  column.accessor("email", { header: "E-mail" }),
  column.accessor((row) => row.through.join(" "), {
    id: "through",
    header: "Through",
    cell: ({ row: { original } }) => (
      <span className="flex flex-wrap gap-1">
        {original.through.map((group) => (
          <Badge key={group} tone="accent">
            {group}
          </Badge>
        ))}
      </span>
    ),
  }),
  column.accessor("mayUse", {
    header: "May use it",
    cell: ({ row: { original } }) => <Answer row={original} />,
  }),
];

function Answer({ row }: { readonly row: Row }) {
  if (row.mayUse) return <Badge tone="ok">Yes</Badge>;
  if (row.conflict) {
    return (
      <span className="flex flex-wrap items-center gap-1.5">
        <Badge tone="warn">Conflict</Badge>
        <span className="text-xs text-muted">{row.role} by role; treated as that only</span>
      </span>
    );
  }
  return <Badge>{row.status === "active" ? `No: ${row.role}` : "No: inactive"}</Badge>;
}

export function PeopleTable({ connection, people, page }: PeopleTableProps) {
  const columns = [
    ...fixed,
    column.display({
      id: "why",
      header: () => <span className="sr-only">Why</span>,
      meta: { place: "actions", align: "end" },
      cell: ({ row: { original } }) => (
        <ButtonLink size="sm" variant="ghost" href={whyHref(connection, original.email)}>
          Why?
        </ButtonLink>
      ),
    }),
  ];
  return (
    <DataTable
      label={`People who may use ${connection}`}
      columns={columns}
      rows={people.rows}
      rowKey={(row) => row.id}
      rowHref={(row) => userHref(row.id)}
      sortable={false}
      empty={
        <Empty icon={UsersRound} title="No group means anybody here yet.">
          List a group on the connection under Access control, and put people into it.
        </Empty>
      }
      footer={
        people.total > 0 && (
          <Pager
            page={page}
            pageRows={PEOPLE_PAGE_ROWS}
            total={people.total}
            words={["person", "people"]}
            hrefOf={(to) => `${accessHref(connection)}?page=${to}`}
          />
        )
      }
    />
  );
}
