"use client";
import { useQuery } from "@tanstack/react-query";
import { ChevronLeft, ChevronRight, ScrollText } from "lucide-react";
import type { Outputs } from "@/server/api/root";
import { ButtonLink } from "@/ui/button";
import { columnsFor, DataTable } from "@/ui/data-table";
import { Empty } from "@/ui/empty";
import { Time } from "@/ui/time";
import { useTRPC } from "../../calls";
import { type AuditFilter, auditAddress, isFiltered, listInput } from "./filter";
import { SealBadge } from "./seal-badge";

type List = Outputs["audit"]["list"];
type Row = List["rows"][number];
const column = columnsFor<Row>();
/** An event that is not sealed will be in a moment. */
const UNSEALED_POLL_MS = 1_000;

const columns = [
  column.accessor("event", {
    header: "Event",
    meta: { place: "title" },
    cell: (c) => <span className="font-mono text-xs">{c.getValue()}</span>,
  }),
  column.accessor("subject", {
    header: "Subject",
    cell: (c) => <span className="block max-w-[min(24rem,60vw)] truncate">{c.getValue()}</span>,
  }),
  column.accessor("actor", { header: "Who" }),
  column.accessor("at", { header: "When", cell: (c) => <Time at={c.getValue()} /> }),
  column.accessor("origin", {
    header: "Origin",
    meta: { place: "wide-only" },
    cell: (c) => (
      <span className="block max-w-40 truncate text-muted" title={c.getValue()}>
        {c.getValue() === "" ? "–" : c.getValue()}
      </span>
    ),
  }),
  column.accessor("position", {
    header: "Seal",
    cell: (c) => <SealBadge position={c.getValue()} />,
  }),
];

interface AuditTableProps {
  readonly filter: AuditFilter;
  readonly initial: List;
}

export function AuditTable({ filter, initial }: AuditTableProps) {
  const { data } = useQuery({
    ...useTRPC().audit.list.queryOptions(listInput(filter)),
    initialData: initial,
    refetchInterval: ({ state }) => (state.data?.rows.some(isUnsealed) ? UNSEALED_POLL_MS : false),
  });
  const isPaged = filter.trail.length > 0 || data.nextCursor !== null;
  return (
    <DataTable
      label="Audit events"
      columns={columns}
      rows={data.rows}
      rowKey={(row) => row.id}
      rowHref={(row) => `/audit/${row.id}`}
      sortable={false}
      empty={<NoEvents filter={filter} />}
      footer={isPaged && <Pages filter={filter} nextCursor={data.nextCursor} />}
    />
  );
}

function isUnsealed({ position }: Row): boolean {
  return position === null;
}

function NoEvents({ filter }: { readonly filter: AuditFilter }) {
  if (isFiltered(filter)) {
    return (
      <Empty
        icon={ScrollText}
        title="No event matches."
        action={<ButtonLink href="/audit">Show all</ButtonLink>}
      >
        Names are matched whole, words of a subject by their beginning, days in UTC.
      </Empty>
    );
  }
  return (
    <Empty icon={ScrollText} title="Nothing happened yet.">
      Every change, sign-in, refusal and read of a recording becomes an event here.
    </Empty>
  );
}

interface PagesProps {
  readonly filter: AuditFilter;
  readonly nextCursor: string | null;
}

function Pages({ filter, nextCursor }: PagesProps) {
  const { trail } = filter;
  const previous = trail.length > 0 && auditAddress({ ...filter, trail: trail.slice(0, -1) });
  const next = nextCursor !== null && auditAddress({ ...filter, trail: [...trail, nextCursor] });
  return (
    <div className="flex items-center justify-between gap-3">
      <span>Newest first</span>
      <nav aria-label="Pages" className="flex gap-2">
        {previous !== false && (
          <ButtonLink href={previous} size="sm" icon={ChevronLeft}>
            Newer
          </ButtonLink>
        )}
        {next !== false && (
          <ButtonLink href={next} size="sm" icon={ChevronRight}>
            Older
          </ButtonLink>
        )}
      </nav>
    </div>
  );
}
