"use client";
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { Calls, useTRPC } from "../../calls";
import { useRequestsChanged } from "../../stream/use-requests-changed";

export interface OpenWindow {
  readonly id: string;
  readonly connection: string;
  readonly endsAt: Date;
}

export interface Waiting {
  /** Requests that wait for this person's decision. */
  readonly waiting: number;
  /** Their own, the one that closes first before the others. */
  readonly windows: readonly OpenWindow[];
}

export interface WatchWaitingProps {
  readonly onChange: (waiting: Waiting) => void;
}

/** Nothing tells a page that time has passed: it looks again now and then. */
const LOOK_AGAIN_MS = 60_000;

/** Asks what waits, again whenever something about requests changed; shows nothing. */
export function WatchWaiting(props: WatchWaitingProps) {
  return (
    <Calls>
      <Watch {...props} />
    </Calls>
  );
}

function Watch({ onChange }: WatchWaitingProps) {
  const trpc = useTRPC();
  const options = { refetchInterval: LOOK_AGAIN_MS };
  const { data: forMe, refetch: countAgain } = useQuery({
    ...trpc.requests.waitingForMe.queryOptions(),
    ...options,
  });
  const { data: open, refetch: listAgain } = useQuery({
    ...trpc.requests.list.queryOptions({ box: "mine", kind: "jit", states: ["approved"] }),
    ...options,
  });
  useRequestsChanged(() => Promise.all([countAgain(), listAgain()]));
  useEffect(() => {
    const windows = (open?.rows ?? [])
      .flatMap(({ id, connection, endsAt }) =>
        endsAt === null ? [] : [{ id, connection, endsAt }],
      )
      .sort((one, other) => one.endsAt.getTime() - other.endsAt.getTime());
    onChange({ waiting: forMe?.count ?? 0, windows });
  }, [forMe, open, onChange]);
  return null;
}
