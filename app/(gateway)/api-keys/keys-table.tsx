"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import type { Outputs } from "@/server/api/root";
import { Badge } from "@/ui/badge";
import { Button } from "@/ui/button";
import { columnsFor, DataTable } from "@/ui/data-table";
import { Empty } from "@/ui/empty";
import { Time } from "@/ui/time";
import { useTRPC } from "../../calls";
import { END_WORDS, SCOPE_WORDS } from "./key-words";
import { RevokeKey } from "./revoke-key";

export type KeyRow = Outputs["apiKeys"]["list"]["rows"][number];
const column = columnsFor<KeyRow>();

const name = column.accessor("name", {
  header: "Name",
  meta: { place: "title" },
  cell: ({ row: { original } }) => (
    <span className="inline-flex flex-wrap items-baseline gap-x-2">
      <span className="font-medium">{original.name}</span>
      <code className="font-mono text-xs text-muted">ghk_…{original.ending}</code>
    </span>
  ),
});
const state = column.accessor("end", {
  header: "State",
  cell: (c) => {
    const end = c.getValue();
    if (end === null) return <Badge tone="ok">Active</Badge>;
    return <Badge tone={end === "revoked" ? "plain" : "warn"}>{END_WORDS[end]}</Badge>;
  },
});
const maker = column.accessor("maker.name", { id: "maker", header: "Made by" });
const acts = column.display({
  id: "acts",
  header: "Acts as",
  cell: ({ row: { original } }) =>
    original.isBound ? <Badge tone="accent">its maker</Badge> : <Words words={original.groups} />,
});
const scopes = column.accessor("scopes", {
  header: "Scopes",
  cell: (c) => <Words words={c.getValue().map((scope) => SCOPE_WORDS[scope].short)} />,
});
const addresses = column.accessor("addresses", {
  header: "From",
  cell: (c) => <Addresses blocks={c.getValue()} />,
});
const used = column.accessor("lastUsedAt", {
  header: "Last used",
  cell: ({ row: { original } }) =>
    original.lastUsedAt === null ? (
      <span className="text-muted">never</span>
    ) : (
      <span title={`from ${original.lastUsedAddress}`}>
        <Time at={original.lastUsedAt} />
      </span>
    ),
});
const expires = column.accessor("expiresAt", {
  header: "Expires",
  cell: (c) => <Time at={c.getValue()} />,
});
const actions = column.display({
  id: "actions",
  header: () => <span className="sr-only">Actions</span>,
  meta: { place: "corner", align: "end" },
  cell: ({ row: { original } }) => original.canRevoke && <RevokeKey apiKey={original} />,
});

const COLUMNS = [name, state, acts, scopes, addresses, used, expires, actions];
const COLUMNS_OF_ALL = [name, state, maker, acts, scopes, addresses, used, expires, actions];

function Words({ words }: { readonly words: readonly string[] }) {
  if (words.length === 0) return <span className="text-faint">–</span>;
  return (
    <span className="flex flex-wrap gap-1">
      {words.map((word) => (
        <Badge key={word}>{word}</Badge>
      ))}
    </span>
  );
}

function Addresses({ blocks }: { readonly blocks: readonly string[] }) {
  const [first, ...more] = blocks;
  if (first === undefined) return <span className="text-muted">anywhere</span>;
  return (
    <span title={blocks.join("\n")} className="font-mono text-xs whitespace-nowrap">
      {first}
      {more.length > 0 && ` +${more.length}`}
    </span>
  );
}

interface KeysTableProps {
  readonly first: Outputs["apiKeys"]["list"];
  /** Everybody's keys are listed, so whose is said. */
  readonly showMaker: boolean;
  /** What makes a key; nothing for those who may not. */
  readonly children: ReactNode;
}

export function KeysTable({ first, showMaker, children }: KeysTableProps) {
  const { data, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    useTRPC().apiKeys.list.infiniteQueryOptions(
      {},
      {
        initialData: { pages: [first], pageParams: [null] },
        getNextPageParam: (page) => page.nextCursor,
      },
    ),
  );
  const rows = useMemo(() => data.pages.flatMap((page) => page.rows), [data]);
  return (
    <div className="space-y-3">
      <DataTable
        label="API keys"
        columns={showMaker ? COLUMNS_OF_ALL : COLUMNS}
        rows={rows}
        rowKey={(row) => row.id}
        empty={
          <Empty icon={KeyRound} title="There is no API key." action={children}>
            Make one for a pipeline or a script that runs statements, and send it as{" "}
            <code className="font-mono">Authorization: Bearer</code>.
          </Empty>
        }
      />
      {hasNextPage && (
        <Button size="sm" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          Show more
        </Button>
      )}
    </div>
  );
}
