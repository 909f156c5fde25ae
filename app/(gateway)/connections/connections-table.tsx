"use client";
import { Database, Plus, SquareTerminal } from "lucide-react";
import type { Outputs } from "@/server/api/root";
import { AddressSearch } from "@/ui/address-search";
import { Badge, KindBadge, OnlineDot } from "@/ui/badge";
import { ButtonLink } from "@/ui/button";
import { columnsFor, DataTable } from "@/ui/data-table";
import { Empty } from "@/ui/empty";
import { PageLinks } from "@/ui/page-links";
import { connectionHref, editorHref } from "../places";
import { neighbours } from "../trail";
import { type ConnectionsFilter, connectionsAddress } from "./filter";
import { Modes } from "./modes";
import { Tags } from "./tags";

type List = Outputs["connections"]["list"];
type Row = List["rows"][number];
const column = columnsFor<Row>();

const columns = [
  column.accessor("name", {
    header: "Name",
    meta: { place: "title" },
    cell: ({ row: { original } }) => <NameCell connection={original} />,
  }),
  column.accessor("kind", {
    header: "Kind",
    meta: { place: "wide-only" },
    cell: (c) => <KindBadge kind={c.getValue()} />,
  }),
  column.accessor((row) => Object.entries(row.tags).flat().join(" "), {
    id: "tags",
    header: "Tags",
    cell: ({ row }) => <Tags tags={row.original.tags} />,
  }),
  column.accessor((row) => row.agent.name, {
    id: "agent",
    header: "Agent",
    cell: ({ row: { original } }) => (
      <OnlineDot online={original.agent.online} label={original.agent.name} />
    ),
  }),
  column.accessor((row) => row.modes.join(" "), {
    id: "modes",
    header: "Access",
    enableSorting: false,
    cell: ({ row }) => <Modes modes={row.original.modes} readOnly={row.original.readOnly} />,
  }),
  column.display({
    id: "actions",
    header: () => <span className="sr-only">Actions</span>,
    meta: { place: "actions", align: "end" },
    cell: ({ row: { original } }) =>
      original.canRun && (
        <ButtonLink href={editorHref(original.name)} size="sm" icon={SquareTerminal}>
          Open editor
        </ButtonLink>
      ),
  }),
];

function NameCell({ connection }: { readonly connection: Row }) {
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2">
      {connection.name}
      {connection.demo && <Badge tone="info">demo</Badge>}
      {connection.description && (
        <span className="block w-full truncate text-xs sm:max-w-96 font-normal text-muted">
          {connection.description}
        </span>
      )}
    </span>
  );
}

interface ConnectionsTableProps {
  readonly filter: ConnectionsFilter;
  readonly list: List;
  readonly mayManage: boolean;
}

export function ConnectionsTable({ filter, list, mayManage }: ConnectionsTableProps) {
  const { rows, total, nextCursor } = list;
  const isSearched = filter.search !== "";
  const isFurther = filter.trail.length > 0;
  return (
    <>
      {(rows.length > 0 || isSearched) && (
        <div className="mb-3">
          <AddressSearch
            label="Search connections"
            placeholder="Name, tag, agent"
            value={filter.search}
            addressOf={(search) => connectionsAddress({ search, trail: [] })}
          />
        </div>
      )}
      <DataTable
        label="Connections"
        columns={columns}
        rows={rows}
        rowKey={(row) => row.id}
        rowHref={(row) => connectionHref(row.name)}
        sortable={rows.length === total}
        empty={
          isSearched || isFurther ? nothingFound(filter) : <NoConnections mayManage={mayManage} />
        }
        footer={
          (rows.length > 0 || isFurther) && (
            <PageLinks
              shown={rows.length}
              total={total}
              words={["connection", "connections"]}
              {...neighbours(filter.trail, nextCursor, (trail) =>
                connectionsAddress({ ...filter, trail }),
              )}
            />
          )
        }
      />
    </>
  );
}

function nothingFound({ search, trail }: ConnectionsFilter): string {
  if (trail.length > 0) return "There is no further connection.";
  return `No connection matches “${search}”.`;
}

function NoConnections({ mayManage }: { readonly mayManage: boolean }) {
  if (!mayManage) {
    return (
      <Empty icon={Database} title="Nothing is open to your groups yet.">
        Ask an admin to add one of your groups to a connection; it appears here at once.
      </Empty>
    );
  }
  return (
    <Empty
      icon={Database}
      title="There is no connection yet."
      action={
        <ButtonLink href="/connections/new" variant="primary" icon={Plus}>
          New connection
        </ButtonLink>
      }
    >
      Add the first target: where it is, which agent reaches it, and which groups may use it.
    </Empty>
  );
}
