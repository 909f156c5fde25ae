"use client";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { RotateCw, Send } from "lucide-react";
import { useMemo } from "react";
import type { Outputs } from "@/server/api/root";
import { Button } from "@/ui/button";
import { Count } from "@/ui/bytes";
import { columnsFor, DataTable } from "@/ui/data-table";
import { Empty } from "@/ui/empty";
import { Time } from "@/ui/time";
import { toast } from "@/ui/toast";
import { refusalOf, useTRPC } from "../../../calls";
import { DeliveryBadge } from "../delivery-words";

type Log = Outputs["integrations"]["deliveries"];
type DeliveryRow = Log["rows"][number];
const REFRESH_MS = 5_000;
const column = columnsFor<DeliveryRow>();

const columns = [
  column.accessor("event", {
    header: "Event",
    meta: { place: "title" },
    cell: (c) => <code className="font-mono text-xs">{c.getValue()}</code>,
  }),
  column.accessor("state", {
    header: "State",
    cell: (c) => <DeliveryBadge state={c.getValue()} />,
  }),
  column.accessor("requestId", {
    header: "Request",
    cell: (c) => <code className="font-mono text-xs break-all">{c.getValue()}</code>,
  }),
  column.accessor("attempts", {
    header: "Attempts",
    meta: { align: "end" },
    cell: (c) => <Count count={c.getValue()} />,
  }),
  column.accessor("createdAt", { header: "Happened", cell: (c) => <Time at={c.getValue()} /> }),
  column.display({
    id: "outcome",
    header: "Answer",
    cell: ({ row: { original } }) => <Outcome delivery={original} />,
  }),
  column.display({
    id: "actions",
    header: () => <span className="sr-only">Actions</span>,
    meta: { place: "corner", align: "end" },
    cell: ({ row: { original } }) => original.canReplay && <Replay delivery={original} />,
  }),
];

function Outcome({ delivery }: { readonly delivery: DeliveryRow }) {
  const { because, response, nextAt } = delivery;
  const said = because ?? response;
  return (
    <span className="block max-w-md text-xs break-words text-muted">
      {said === null || said === "" ? "–" : <span className="line-clamp-3">{said}</span>}
      {nextAt !== null && delivery.attempts > 0 && (
        <span className="block">
          Again <Time at={nextAt} />
        </span>
      )}
    </span>
  );
}

function Replay({ delivery: { id, event } }: { readonly delivery: DeliveryRow }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const refresh = () =>
    queries.invalidateQueries({ queryKey: trpc.integrations.deliveries.pathKey() });
  const replay = useMutation(
    trpc.integrations.replay.mutationOptions({
      onSuccess: async () => {
        toast.ok("It is sent again");
        await refresh();
      },
      onError: (error) => toast.bad(refusalOf(error).because),
    }),
  );
  return (
    <Button
      size="sm"
      icon={RotateCw}
      busy={replay.isPending}
      aria-label={`Send ${event} again (${id})`}
      onClick={() => replay.mutate({ id })}
    >
      Replay
    </Button>
  );
}

interface DeliveryLogProps {
  readonly id: string;
  readonly first: Log;
}

/** What was told through it and what was not; deliveries move by themselves, so it asks again. */
export function DeliveryLog({ id, first }: DeliveryLogProps) {
  const { data, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    useTRPC().integrations.deliveries.infiniteQueryOptions(
      { id },
      {
        initialData: { pages: [first], pageParams: [null] },
        getNextPageParam: (page) => page.nextCursor,
        refetchInterval: REFRESH_MS,
      },
    ),
  );
  const rows = useMemo(() => data.pages.flatMap((page) => page.rows), [data]);
  return (
    <section className="space-y-3" aria-labelledby="delivery-log">
      <h2 id="delivery-log" className="text-base font-semibold">
        Deliveries
      </h2>
      <DataTable
        label="Deliveries"
        columns={columns}
        rows={rows}
        rowKey={(row) => row.id}
        sortable={false}
        empty={
          <Empty icon={Send} title="Nothing was sent yet.">
            What happens to access requests from now on stands here, with what was answered.
          </Empty>
        }
      />
      {hasNextPage && (
        <Button size="sm" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          Show more
        </Button>
      )}
    </section>
  );
}
