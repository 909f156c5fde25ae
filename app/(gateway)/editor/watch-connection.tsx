"use client";
import { useQuery } from "@tanstack/react-query";
import { type Dispatch, type SetStateAction, useEffect } from "react";
import type { Outputs } from "@/server/api/root";
import { Calls, refusalOf, useTRPC } from "../../calls";

type ConnectionRow = Outputs["connections"]["list"]["rows"][number];
const AGENT_POLL_MS = { online: 30_000, offline: 4_000 } as const;

interface WatchConnectionProps {
  /** The connection whose agent is waited for while it is away. */
  readonly chosen: ConnectionRow;
  readonly onChange: Dispatch<SetStateAction<ConnectionRow>>;
}

/** Tells now and then how the chosen connection is, and whether its agent is there; shows nothing. */
export function WatchConnection(props: WatchConnectionProps) {
  return (
    <Calls>
      <Watch {...props} />
    </Calls>
  );
}

function Watch({ chosen, onChange }: WatchConnectionProps) {
  const { name, agent } = chosen;
  const { data, error } = useQuery({
    ...useTRPC().connections.get.queryOptions({ name }),
    refetchInterval: agent.online ? AGENT_POLL_MS.online : AGENT_POLL_MS.offline,
  });
  const isAbsent = error !== null && refusalOf(error).status === "not-found";
  useEffect(() => {
    if (isAbsent) onChange((now) => ({ ...now, canRun: false }));
    else if (data?.name === name) onChange(data);
  }, [isAbsent, data, name, onChange]);
  return null;
}
