"use client";
import { useMutation } from "@tanstack/react-query";
import { ShieldAlert } from "lucide-react";
import type { Outputs } from "@/server/api/root";
import { Badge } from "@/ui/badge";
import { columnsFor, DataTable } from "@/ui/data-table";
import { Empty } from "@/ui/empty";
import { useTRPC } from "../../calls";
import { MoveButtons, useReordered } from "../move-buttons";
import { guardrailHref } from "../places";
import { ActionBadge } from "./action-badge";
import { GuardrailSwitch } from "./guardrail-switch";

type Row = Outputs["guardrails"]["list"]["rows"][number];
const column = columnsFor<Row>();

const columns = [
  column.accessor("name", {
    header: "Name",
    meta: { place: "title" },
    cell: ({ row: { original } }) => (
      <span className="block max-w-[min(18rem,70vw)] truncate" title={original.name}>
        <span className="tabular mr-2 text-muted">{original.priority}</span>
        {original.name}
      </span>
    ),
  }),
  column.accessor("action", {
    header: "Action",
    cell: (c) => <ActionBadge action={c.getValue()} />,
  }),
  column.accessor("sentence", {
    header: "What it means",
    cell: (c) => <span className="block max-w-xl break-words">{c.getValue()}</span>,
  }),
];

function columnsOf(mayManage: boolean, ids: readonly string[]) {
  const enabled = column.accessor("enabled", {
    header: "In force",
    cell: ({ row: { original } }) => {
      if (mayManage) return <GuardrailSwitch guardrail={original} />;
      return original.enabled ? <Badge tone="ok">Yes</Badge> : <Badge>Switched off</Badge>;
    },
  });
  const order = column.display({
    id: "order",
    header: "Order",
    cell: ({ row: { original } }) => <Order id={original.id} name={original.name} ids={ids} />,
  });
  return mayManage ? [...columns, enabled, order] : [...columns, enabled];
}

function Order(row: {
  readonly id: string;
  readonly name: string;
  readonly ids: readonly string[];
}) {
  const reorder = useMutation(useTRPC().guardrails.reorder.mutationOptions(useReordered()));
  return <MoveButtons {...row} reorder={reorder} />;
}

interface GuardrailsTableProps {
  readonly rows: readonly Row[];
  readonly mayManage: boolean;
}

export function GuardrailsTable({ rows, mayManage }: GuardrailsTableProps) {
  const ids = rows.map(({ id }) => id);
  return (
    <DataTable
      label="Guardrails"
      columns={columnsOf(mayManage, ids)}
      rows={rows}
      rowKey={(row) => row.id}
      rowHref={(row) => guardrailHref(row.id)}
      sortable={false}
      empty={
        <Empty icon={ShieldAlert} title="There is no guardrail yet.">
          Whatever somebody may run is sent as it is.
          {mayManage && " Begin with a pack, or write one of your own."}
        </Empty>
      }
    />
  );
}
