"use client";
import { useQuery } from "@tanstack/react-query";
import { Server } from "lucide-react";
import type { Outputs } from "@/server/api/root";
import { Badge, OnlineDot } from "@/ui/badge";
import { Count } from "@/ui/bytes";
import { columnsFor, DataTable } from "@/ui/data-table";
import { Empty } from "@/ui/empty";
import { Time } from "@/ui/time";
import { useTRPC } from "../../calls";
import { AgentActions } from "./agent-actions";
import { CreateAgent } from "./create-agent";

export type AgentRow = Outputs["agents"]["list"]["rows"][number];
const REFRESH_MS = 4_000;
const column = columnsFor<AgentRow>();

const columns = [
  column.accessor("name", {
    header: "Name",
    meta: { place: "title" },
    cell: ({ row: { original } }) => (
      <span className="inline-flex items-center gap-2 font-medium">
        {original.name}
        {original.embedded && <Badge tone="info">in the gateway</Badge>}
      </span>
    ),
  }),
  column.accessor("online", {
    header: "State",
    cell: (c) => <OnlineDot online={c.getValue()} />,
  }),
  column.accessor("version", {
    header: "Version",
    cell: (c) => <Known text={c.getValue()} />,
  }),
  column.accessor("hostname", {
    header: "Host",
    cell: (c) => <Known text={c.getValue()} />,
  }),
  column.accessor("lastSeenAt", {
    header: "Last seen",
    cell: ({ row: { original } }) => <LastSeen agent={original} />,
  }),
  column.accessor("connectionCount", {
    header: "Connections",
    meta: { align: "end" },
    cell: (c) => <Count count={c.getValue()} />,
  }),
];

const actions = column.display({
  id: "actions",
  header: () => <span className="sr-only">Actions</span>,
  meta: { place: "corner", align: "end" },
  cell: ({ row: { original } }) => <AgentActions agent={original} />,
});
const columnsOfManager = [...columns, actions];

function Known({ text }: { readonly text: string }) {
  return text === "" ? <span className="text-faint">–</span> : <span>{text}</span>;
}

function LastSeen({ agent }: { readonly agent: AgentRow }) {
  if (agent.online) return "now";
  if (agent.lastSeenAt === null) return <span className="text-muted">never started</span>;
  return <Time at={agent.lastSeenAt} />;
}

interface AgentsTableProps {
  readonly rows: AgentRow[];
  readonly mayManage: boolean;
}

/** Whether an agent is online changes by itself, so this list asks again. */
export function AgentsTable({ rows, mayManage }: AgentsTableProps) {
  const { data } = useQuery(
    useTRPC().agents.list.queryOptions(undefined, {
      initialData: { rows },
      refetchInterval: REFRESH_MS,
    }),
  );
  return (
    <DataTable
      label="Agents"
      columns={mayManage ? columnsOfManager : columns}
      rows={data.rows}
      rowKey={(row) => row.id}
      empty={
        <Empty icon={Server} title="There is no agent." action={mayManage && <CreateAgent />}>
          Create one, start it where it reaches your targets, and give it connections.
        </Empty>
      }
    />
  );
}
