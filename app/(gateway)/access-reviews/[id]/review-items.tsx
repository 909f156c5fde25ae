"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { CheckCheck } from "lucide-react";
import { type RefObject, useEffect, useRef, useState } from "react";
import { Button } from "@/ui/button";
import { formatCount } from "@/ui/bytes";
import { classes } from "@/ui/classes";
import { RefusalNote } from "@/ui/refusal-note";
import { useTRPC } from "../../../calls";
import { ReviewItem } from "./review-item";
import type { ItemRow, ItemsPage, ReviewDetail } from "./review-page";
import { RevokeDialog } from "./revoke-dialog";
import { type Decisions, useDecisions } from "./use-decisions";

const ROWS_PER_PAGE = 100;
const SHOWN = ["all", "undecided", "keep", "revoke"] as const;
type Shown = (typeof SHOWN)[number];

interface ReviewItemsProps {
  readonly review: ReviewDetail;
  readonly initial: ItemsPage;
}

/** Everybody in the review. `j` and `k` walk, `K` (Shift) keeps, `R` revokes. */
export function ReviewItems({ review, initial }: ReviewItemsProps) {
  const [shown, setShown] = useState<Shown>("all");
  const [asked, setAsked] = useState<ItemRow | null>(null);
  const list = useRef<HTMLUListElement>(null);
  useWalk(list);
  const { data, hasNextPage, fetchNextPage, isFetchingNextPage } = useItems(review, initial, shown);
  const decisions = useDecisions(review.id);
  const rows = data?.pages.flatMap((page) => page.rows) ?? [];

  return (
    <section aria-label="People">
      <Bar review={review} shown={shown} onShow={setShown} decisions={decisions} />
      {decisions.refusal && (
        <div className="mb-3">
          <RefusalNote {...decisions.refusal} />
        </div>
      )}
      <ul
        ref={list}
        className="divide-y divide-line-soft overflow-hidden rounded-lg border border-line bg-surface shadow-low"
      >
        {rows.map((item) => (
          <ReviewItem
            key={item.number}
            item={item}
            mayDecide={review.mayDecide}
            showsGroups={review.subject.kind === "connection"}
            onKeep={() => decisions.keep(item)}
            onRevoke={() => setAsked(item)}
          />
        ))}
        {rows.length === 0 && (
          <li className="px-4 py-12 text-center text-sm text-muted">{NOBODY[shown]}</li>
        )}
      </ul>
      {hasNextPage && (
        <div className="mt-3 text-center">
          <Button busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            Show more
          </Button>
        </div>
      )}
      {asked && (
        <RevokeDialog
          item={asked}
          opens={review.opens}
          onClose={() => setAsked(null)}
          onRevoke={(reason) => {
            decisions.revoke(asked, reason);
            setAsked(null);
          }}
        />
      )}
    </section>
  );
}

const NOBODY: Readonly<Record<Shown, string>> = {
  all: "Nobody is in this review.",
  undecided: "Everybody is decided. Complete the review to make it final.",
  keep: "Nobody is kept yet.",
  revoke: "Nobody is revoked.",
};

function useItems(review: ReviewDetail, initial: ItemsPage, shown: Shown) {
  const { id } = review;
  const options = useTRPC().reviews.items.infiniteQueryOptions(
    { id, shown, limit: ROWS_PER_PAGE },
    { getNextPageParam: (page) => page.nextCursor ?? undefined },
  );
  return useInfiniteQuery({
    ...options,
    ...(shown === "all" && { initialData: { pages: [initial], pageParams: [null] } }),
    placeholderData: (before) => before,
  });
}

const STEPS: Readonly<Record<string, number>> = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };

/** From row to row with j and k from anywhere on the page, with the arrows from a row. */
function useWalk(list: RefObject<HTMLElement | null>) {
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      const step = STEPS[event.key];
      if (step === undefined || isForOthers(event)) return;
      const rows = [...(list.current?.querySelectorAll<HTMLElement>("[data-person]") ?? [])];
      const at = rows.findIndex((row) => row.contains(document.activeElement));
      if (at < 0 && event.key.startsWith("Arrow")) return;
      const next = rows[at + step];
      if (next === undefined) return;
      event.preventDefault();
      next.focus();
    }
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [list]);
}

/** Typed into a field or a dialog, or a shortcut of the browser. */
function isForOthers({ target, ctrlKey, metaKey }: KeyboardEvent): boolean {
  const at = target instanceof Element ? target : null;
  return ctrlKey || metaKey || at?.closest("input, textarea, select, [role=dialog]") != null;
}

interface BarProps {
  readonly review: ReviewDetail;
  readonly shown: Shown;
  readonly onShow: (shown: Shown) => void;
  readonly decisions: Decisions;
}

function Bar({ review, shown, onShow, decisions }: BarProps) {
  const { people, undecided, kept, revoked } = review.counts;
  const tabs = [
    ["all", "Everybody", people],
    ["undecided", "Undecided", undecided],
    ["keep", "Keep", kept],
    ["revoke", "Revoke", revoked],
  ] as const;
  return (
    <div className="mb-3 flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
      <fieldset aria-label="Show" className="flex flex-wrap gap-1">
        {tabs.map(([value, word, count]) => (
          <button
            key={value}
            type="button"
            aria-pressed={shown === value}
            onClick={() => onShow(value)}
            className={classes(
              "inline-flex h-7 items-center gap-1.5 rounded-md border px-2 text-sm transition-colors",
              shown === value
                ? "border-line bg-surface font-medium shadow-low"
                : "border-transparent text-muted hover:bg-hover hover:text-ink",
            )}
          >
            {word}
            <span className="tabular text-xs font-normal text-muted">{formatCount(count)}</span>
          </button>
        ))}
      </fieldset>
      {review.mayDecide && (
        <div className="flex flex-wrap items-center gap-3">
          <span className="hidden items-center gap-2 text-xs text-muted lg:flex">
            <Key word="j" /> <Key word="k" /> walk <Key word="⇧K" /> keep <Key word="R" /> revoke
          </span>
          <Button
            size="sm"
            icon={CheckCheck}
            busy={decisions.isBusy}
            disabled={undecided === 0}
            onClick={decisions.keepRest}
          >
            Keep the rest
          </Button>
        </div>
      )}
    </div>
  );
}

function Key({ word }: { readonly word: string }) {
  return <kbd className="rounded border border-line px-1 font-mono text-2xs">{word}</kbd>;
}
