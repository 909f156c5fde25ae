"use client";
import { useMutation } from "@tanstack/react-query";
import { EyeOff } from "lucide-react";
import type { Outputs } from "@/server/api/root";
import { Badge } from "@/ui/badge";
import { columnsFor, DataTable } from "@/ui/data-table";
import { Empty } from "@/ui/empty";
import { useTRPC } from "../../calls";
import { MoveButtons, useReordered } from "../move-buttons";
import { maskingHref } from "../places";
import { MaskingSwitch } from "./masking-switch";

type Row = Outputs["masking"]["list"]["rows"][number];
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
  column.accessor("sentence", {
    header: "What it means",
    cell: (c) => <span className="block max-w-2xl break-words">{c.getValue()}</span>,
  }),
];

function columnsOf(mayManage: boolean, ids: readonly string[]) {
  const enabled = column.accessor("enabled", {
    header: "In force",
    cell: ({ row: { original } }) => {
      if (mayManage) return <MaskingSwitch rule={original} />;
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
  const reorder = useMutation(useTRPC().masking.reorder.mutationOptions(useReordered()));
  return <MoveButtons {...row} reorder={reorder} />;
}

interface MaskingTableProps {
  readonly rows: readonly Row[];
  readonly mayManage: boolean;
}

export function MaskingTable({ rows, mayManage }: MaskingTableProps) {
  const ids = rows.map(({ id }) => id);
  return (
    <DataTable
      label="Masking rules"
      columns={columnsOf(mayManage, ids)}
      rows={rows}
      rowKey={(row) => row.id}
      rowHref={(row) => maskingHref(row.id)}
      sortable={false}
      empty={
        <Empty icon={EyeOff} title="There is no masking rule yet.">
          Every detector is on for every connection, and columns named like personal data are masked
          whole.
        </Empty>
      }
    />
  );
}
