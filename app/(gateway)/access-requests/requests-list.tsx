"use client";
import { useQuery } from "@tanstack/react-query";
import { Check, X } from "lucide-react";
import { useMemo, useRef, useState } from "react";
import type { Outputs } from "@/server/api/root";
import { Button } from "@/ui/button";
import { formatCount } from "@/ui/bytes";
import { useTRPC } from "../../calls";
import { useRequestsChanged } from "../../stream/use-requests-changed";
import { ApproveMany } from "./approve-many";
import { ChoosingContext } from "./choosing";
import { listInput, type RequestsFilter } from "./filter";
import { isApprovedFromList, type RequestRow, requestHref } from "./request-words";
import { RequestsTable } from "./requests-table";
import { useListKeys } from "./use-list-keys";

export type RequestsPage = Outputs["requests"]["list"];

interface RequestsListProps {
  readonly filter: RequestsFilter;
  readonly initial: RequestsPage;
}

/** The requests of one box, live. `j` `k` walk, Enter opens, `x` chooses, `a` approves what is chosen. */
export function RequestsList({ filter, initial }: RequestsListProps) {
  const list = useRef<HTMLElement>(null);
  const { data: page, refetch } = useQuery({
    ...useTRPC().requests.list.queryOptions(listInput(filter)),
    initialData: initial,
    refetchOnWindowFocus: "always",
  });
  useRequestsChanged(refetch);
  const { chosen, choosing, clear } = useChosen(page.rows);
  const [asked, setAsked] = useState<readonly RequestRow[] | null>(null);
  const isInbox = filter.box === "for-me";
  const rowAt = (href: string | null) => page.rows.find(({ id }) => requestHref(id) === href);

  const hasKeys = useListKeys(list, {
    onChoose: (href) => {
      const row = rowAt(href);
      if (isInbox && row !== undefined && isApprovedFromList(row)) choosing.toggle(row.id);
    },
    onApprove: (href) => {
      if (!isInbox || asked !== null) return;
      const row = rowAt(href);
      const about = chosen.length > 0 ? chosen : [row].filter((one) => one !== undefined);
      if (about.length > 0 && about.every(isApprovedFromList)) setAsked(about);
    },
  });
  return (
    <section ref={list} aria-label="Requests">
      {chosen.length > 0 && (
        <ChosenBar count={chosen.length} onApprove={() => setAsked(chosen)} onClear={clear} />
      )}
      <ChoosingContext value={choosing}>
        <RequestsTable filter={filter} page={page} />
      </ChoosingContext>
      {hasKeys && isInbox && page.rows.length > 0 && <KeysHelp />}
      {asked !== null && (
        <ApproveMany
          rows={asked}
          onClose={() => {
            setAsked(null);
            clear();
          }}
        />
      )}
    </section>
  );
}

/** What is chosen and still there: what was decided meanwhile is no longer chosen. */
function useChosen(rows: readonly RequestRow[]) {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const choosing = useMemo(
    () => ({
      ids,
      toggle: (id: string) =>
        setIds((before) => {
          const after = new Set(before);
          if (!after.delete(id)) after.add(id);
          return after;
        }),
    }),
    [ids],
  );
  const chosen = rows.filter((row) => ids.has(row.id) && isApprovedFromList(row));
  return { chosen, choosing, clear: () => setIds(new Set()) };
}

interface ChosenBarProps {
  readonly count: number;
  readonly onApprove: () => void;
  readonly onClear: () => void;
}

function ChosenBar({ count, onApprove, onClear }: ChosenBarProps) {
  return (
    <div
      role="status"
      className="sticky top-14 z-10 mb-3 flex flex-wrap items-center gap-2 rounded-md border border-accent-line bg-accent-soft px-3 py-1.5 text-sm md:top-2"
    >
      <span className="tabular font-medium">{formatCount(count)} chosen</span>
      <span className="flex-1" />
      <Button size="sm" variant="primary" icon={Check} onClick={onApprove}>
        Approve
      </Button>
      <Button size="sm" variant="ghost" icon={X} onClick={onClear}>
        Choose none
      </Button>
    </div>
  );
}

const KEYS = [
  ["j k", "walk"],
  ["Enter", "open"],
  ["x", "choose"],
  ["a", "approve"],
] as const;

function KeysHelp() {
  return (
    <p className="mt-3 hidden items-center gap-3 text-xs text-muted lg:flex">
      {KEYS.map(([key, word]) => (
        <span key={key} className="flex items-center gap-1">
          <kbd className="rounded border border-line px-1 font-mono text-2xs">{key}</kbd> {word}
        </span>
      ))}
    </p>
  );
}
