"use client";
import { useQuery } from "@tanstack/react-query";
import { History } from "lucide-react";
import { isCustomKind, nameOfKind } from "@/domain/masking/custom/custom-kind";
import { type AnyKind, MASK_KINDS } from "@/domain/masking/masking-rule";
import type { Outputs } from "@/server/api/root";
import { MaskBadge, RiskBadge, StateBadge } from "@/ui/badge";
import { ButtonLink } from "@/ui/button";
import { formatCount } from "@/ui/bytes";
import { columnsFor, DataTable } from "@/ui/data-table";
import { Duration } from "@/ui/duration";
import { Empty } from "@/ui/empty";
import { PageLinks } from "@/ui/page-links";
import { Time } from "@/ui/time";
import { useTRPC } from "../../calls";
import { neighbours } from "../trail";
import { isFiltered, listInput, type SessionsFilter, sessionsAddress } from "./filter";

type List = Outputs["sessions"]["list"];
type Row = List["rows"][number];
const column = columnsFor<Row>();
const LIVE_POLL_MS = 5_000;

const statementColumn = column.accessor("statement", {
  header: "Statement",
  meta: { place: "title" },
  cell: ({ row: { original } }) => (
    <span className="block max-w-[min(26rem,70vw)] truncate font-mono text-xs">
      {original.statement.replace(/\s+/g, " ").trim()}
      {original.statementCut && "…"}
    </span>
  ),
});
const ownerColumn = column.accessor((row) => row.owner.name, {
  id: "owner",
  header: "Who",
  cell: ({ row }) => <span title={row.original.owner.email}>{row.original.owner.name}</span>,
});
const otherColumns = [
  column.accessor("connection", { header: "Connection" }),
  column.accessor("state", {
    header: "State",
    cell: ({ row: { original } }) => (
      <span className="inline-flex flex-wrap gap-1">
        <StateBadge state={original.state} />
        {original.risk !== "low" && <RiskBadge risk={original.risk} />}
      </span>
    ),
  }),
  column.accessor("startedAt", { header: "Started", cell: (c) => <Time at={c.getValue()} /> }),
  column.accessor("durationMs", {
    header: "Duration",
    meta: { align: "end" },
    cell: (c) => <Duration durationMs={c.getValue()} />,
  }),
  column.accessor("rows", {
    header: "Rows",
    meta: { align: "end" },
    cell: (c) => <span className="tabular">{formatCount(c.getValue())}</span>,
  }),
  column.accessor("maskedTotal", {
    header: "Masked",
    cell: ({ row: { original } }) => <Masked masked={original.masked} />,
  }),
];
const columnsOfOne = [statementColumn, ...otherColumns];
const columnsOfAll = [statementColumn, ownerColumn, ...otherColumns];

/** In the order of the built-in kinds; those that rules define behind them, by name. */
function kindsOf(masked: Row["masked"]): readonly AnyKind[] {
  const own = Object.keys(masked).filter(isCustomKind).sort();
  return [...MASK_KINDS, ...own].filter((kind) => (masked[kind] ?? 0) > 0);
}

function Masked({ masked }: Pick<Row, "masked">) {
  const kinds = kindsOf(masked);
  if (kinds.length === 0) return <span className="text-faint">–</span>;
  return (
    <span className="inline-flex flex-wrap gap-1">
      {kinds.slice(0, 2).map((kind) => (
        <MaskBadge key={kind} kind={nameOfKind(kind)} count={masked[kind] ?? 0} />
      ))}
      {kinds.length > 2 && (
        <span className="text-xs text-muted" title={kinds.slice(2).map(nameOfKind).join(", ")}>
          +{kinds.length - 2}
        </span>
      )}
    </span>
  );
}

interface SessionsTableProps {
  readonly filter: SessionsFilter;
  readonly initial: List;
  readonly seesAll: boolean;
}

export function SessionsTable({ filter, initial, seesAll }: SessionsTableProps) {
  const { data } = useQuery({
    ...useTRPC().sessions.list.queryOptions(listInput(filter)),
    initialData: initial,
    refetchInterval: ({ state }) => (state.data?.rows.some(isOpen) ? LIVE_POLL_MS : false),
  });
  return (
    <DataTable
      label="Sessions"
      columns={seesAll ? columnsOfAll : columnsOfOne}
      rows={data.rows}
      rowKey={(row) => row.id}
      rowHref={(row) => `/sessions/${row.id}`}
      sortable={false}
      empty={<NoSessions filter={filter} />}
      footer={
        data.rows.length > 0 && (
          <PageLinks
            shown={data.rows.length}
            total={data.total}
            words={["session", "sessions"]}
            {...neighbours(filter.trail, data.nextCursor, (trail) =>
              sessionsAddress({ ...filter, trail }),
            )}
          />
        )
      }
    />
  );
}

function isOpen({ state }: Row): boolean {
  return state === "running" || state === "held";
}

function NoSessions({ filter }: { readonly filter: SessionsFilter }) {
  if (isFiltered(filter)) {
    return (
      <Empty
        icon={History}
        title="No session matches."
        action={<ButtonLink href="/sessions">Show all</ButtonLink>}
      />
    );
  }
  return (
    <Empty
      icon={History}
      title="Nothing was run yet."
      action={<ButtonLink href="/editor">Open the editor</ButtonLink>}
    >
      Every command becomes a session here: who, what, when, what was masked, and a replay.
    </Empty>
  );
}
