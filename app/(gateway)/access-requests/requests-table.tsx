"use client";
import { Inbox } from "lucide-react";
import { isUndecided } from "@/domain/requests/request";
import { RiskBadge } from "@/ui/badge";
import { ButtonLink } from "@/ui/button";
import { Countdown } from "@/ui/countdown";
import { columnsFor, DataTable } from "@/ui/data-table";
import { Empty } from "@/ui/empty";
import { PageLinks } from "@/ui/page-links";
import { Time } from "@/ui/time";
import { neighbours } from "../trail";
import { ChooseOne } from "./choosing";
import { type Box, isFiltered, type RequestsFilter, requestsAddress } from "./filter";
import { ForcedBadge, RequestStateBadge } from "./request-badges";
import { askedFor, isApprovedFromList, type RequestRow, requestHref } from "./request-words";
import type { RequestsPage } from "./requests-list";

const column = columnsFor<RequestRow>();

const choose = column.display({
  id: "choose",
  header: () => <span className="sr-only">Choose</span>,
  meta: { place: "corner", className: "w-8" },
  cell: ({ row: { original } }) =>
    isApprovedFromList(original) ? (
      <ChooseOne
        id={original.id}
        label={`${askedFor(original).slice(0, 60)} by ${original.requester.name}`}
      />
    ) : null,
});
const what = column.accessor("command", {
  header: "Asked for",
  meta: { place: "title" },
  cell: ({ row: { original } }) => (
    <span
      className={
        original.kind === "action"
          ? "block max-w-[min(26rem,70vw)] truncate font-mono text-xs"
          : "block max-w-[min(26rem,70vw)] truncate"
      }
    >
      {askedFor(original)}
      {original.commandCut && "…"}
    </span>
  ),
});
const who = column.accessor((row) => row.requester.name, {
  id: "who",
  header: "Who",
  cell: ({ row }) => (
    <span title={row.original.requester.email}>{row.original.requester.name}</span>
  ),
});
const others = [
  column.accessor("connection", { header: "Connection" }),
  column.accessor("state", {
    header: "State",
    cell: ({ row: { original } }) => (
      <span className="inline-flex flex-wrap gap-1">
        <RequestStateBadge state={original.state} />
        {original.kind === "action" && original.risk !== "low" && (
          <RiskBadge risk={original.risk} />
        )}
        {original.forced && <ForcedBadge />}
      </span>
    ),
  }),
  column.accessor("reason", {
    header: "Why",
    meta: { place: "wide-only" },
    cell: (c) => (
      <span className="block max-w-48 truncate text-muted" title={c.getValue()}>
        {c.getValue()}
      </span>
    ),
  }),
  column.accessor("expiresAt", {
    header: "Time left",
    cell: ({ row: { original } }) => <TimeLeft row={original} />,
  }),
  column.accessor("createdAt", { header: "Asked", cell: (c) => <Time at={c.getValue()} /> }),
];
const COLUMNS = {
  "for-me": [choose, what, who, ...others],
  mine: [what, ...others],
  all: [what, who, ...others],
} as const satisfies Record<Box, unknown>;

function TimeLeft({ row: { state, kind, expiresAt, endsAt } }: { readonly row: RequestRow }) {
  const until = state === "approved" && kind === "jit" ? endsAt : expiresAt;
  if (until === null || !(isUndecided(state) || state === "approved")) {
    return <span className="text-faint">–</span>;
  }
  return <Countdown until={until} over="over" />;
}

interface RequestsTableProps {
  readonly filter: RequestsFilter;
  readonly page: RequestsPage;
}

export function RequestsTable({ filter, page }: RequestsTableProps) {
  const { rows, total, nextCursor } = page;
  return (
    <DataTable
      label="Access requests"
      columns={COLUMNS[filter.box]}
      rows={rows}
      rowKey={(row) => row.id}
      rowHref={(row) => requestHref(row.id)}
      sortable={false}
      empty={<NothingHere filter={filter} />}
      footer={
        rows.length > 0 && (
          <PageLinks
            shown={rows.length}
            total={total}
            words={["request", "requests"]}
            {...neighbours(filter.trail, nextCursor, (trail) =>
              requestsAddress({ ...filter, trail }),
            )}
          />
        )
      }
    />
  );
}

const EMPTY: Readonly<Record<Box, readonly [string, string]>> = {
  "for-me": [
    "Nothing waits for you.",
    "Requests that a group of yours decides appear here by themselves, as soon as they are made.",
  ],
  mine: [
    "You have asked for nothing yet.",
    "Run a command as always: where a rule asks for an approval it is held, and appears here.",
  ],
  all: [
    "Nobody has asked for anything yet.",
    "A rule of access decides which commands and connections need a request.",
  ],
};

function NothingHere({ filter }: { readonly filter: RequestsFilter }) {
  const { box } = filter;
  if (isFiltered(filter)) {
    return (
      <Empty
        icon={Inbox}
        title="No request matches."
        action={<ButtonLink href={`/access-requests?box=${box}`}>Show all</ButtonLink>}
      />
    );
  }
  const [title, next] = EMPTY[box];
  return (
    <Empty icon={Inbox} title={title}>
      {next}
    </Empty>
  );
}
