"use client";
import { Crosshair } from "lucide-react";
import { counted } from "@/domain/requests/words";
import type { Outputs } from "@/server/api/root";
import { Badge } from "@/ui/badge";
import { columnsFor, DataTable } from "@/ui/data-table";
import { Empty } from "@/ui/empty";
import { Time } from "@/ui/time";
import { probeHref } from "../../places";

type Row = Outputs["probes"]["list"]["rows"][number];
const column = columnsFor<Row>();

const columns = [
  column.accessor("connection", { header: "Connection", meta: { place: "title" } }),
  column.accessor("leaked", {
    header: "Result",
    cell: ({ row: { original } }) => <ProbeBadges probe={original} />,
  }),
  column.accessor("tried", {
    header: "Attacks",
    cell: ({ row: { original } }) => (
      <span className="tabular">
        {original.tried} of {original.total}
      </span>
    ),
  }),
  column.accessor("by", { header: "By" }),
  column.accessor("at", { header: "When", cell: (c) => <Time at={c.getValue()} /> }),
];

export function ProbesTable(props: { readonly rows: readonly Row[]; readonly connection: string }) {
  const { rows, connection } = props;
  const of = connection === "" ? "" : ` of ${connection}`;
  return (
    <DataTable
      label={`Probes${of}`}
      columns={columns}
      rows={rows}
      rowKey={({ id }) => id}
      rowHref={({ id }) => probeHref(id)}
      sortable={false}
      empty={
        <Empty icon={Crosshair} title={`There is no probe${of} yet.`}>
          A probe tries on a target what somebody would try who wants a masked value.
        </Empty>
      }
    />
  );
}

/** What came of it, in a word or two. */
export function ProbeBadges({ probe }: { readonly probe: Omit<Row, "audience"> }) {
  const { leaked, guessable } = probe;
  return (
    <span className="inline-flex flex-wrap gap-1.5">
      {leaked > 0 && <Badge tone="bad">{counted(leaked, "leak")}</Badge>}
      <EndBadge probe={probe} />
      {guessable > 0 && <Badge tone="warn">{guessable} can be guessed</Badge>}
    </span>
  );
}

/** A probe that leaks says so by itself; only one that came to its end can say that nothing was found. */
function EndBadge({ probe }: { readonly probe: Omit<Row, "audience"> }) {
  const { isRunning, state, leaked, withstood } = probe;
  if (isRunning) return <Badge tone="accent">Running</Badge>;
  if (state !== "done") return <Badge>{STATES[state ?? "interrupted"] ?? "Ended"}</Badge>;
  if (leaked > 0) return null;
  return withstood > 0 ? <Badge tone="ok">No leak found</Badge> : <Badge>Nothing to tell</Badge>;
}

const STATES: Readonly<Record<string, string>> = {
  ...{ cancelled: "Stopped", blocked: "Refused", failed: "Failed", interrupted: "Interrupted" },
};
