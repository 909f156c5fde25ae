"use client";
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import type { Outputs } from "@/server/api/root";
import { Calls, useTRPC } from "../../calls";

type ConnectionRow = Outputs["connections"]["list"]["rows"][number];
const AGENT_POLL_MS = { online: 30_000, offline: 4_000 } as const;

interface WatchConnectionsProps {
  readonly initial: ConnectionRow[];
  /** The connection whose agent is waited for while it is away. */
  readonly chosen: string;
  readonly onRows: (rows: ConnectionRow[]) => void;
}

/** Tells the connections, and whether their agents are there, now and then; shows nothing. */
export function WatchConnections(props: WatchConnectionsProps) {
  return (
    <Calls>
      <Watch {...props} />
    </Calls>
  );
}

function Watch({ initial, chosen, onRows }: WatchConnectionsProps) {
  const { data } = useQuery({
    ...useTRPC().connections.list.queryOptions(),
    initialData: { rows: initial },
    refetchInterval: ({ state }) => {
      const row = state.data?.rows.find(({ name }) => name === chosen);
      return row?.agent.online === false ? AGENT_POLL_MS.offline : AGENT_POLL_MS.online;
    },
  });
  useEffect(() => onRows(data.rows), [data.rows, onRows]);
  return null;
}
