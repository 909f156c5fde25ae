"use client";
import { Grid3x3 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { Outputs } from "@/server/api/root";
import { Button, ButtonLink } from "@/ui/button";
import { formatCount } from "@/ui/bytes";
import { Empty } from "@/ui/empty";
import { Pager } from "@/ui/pager";
import { GRID_COLUMNS, GRID_ROWS, type GridFilter, gridAddress } from "./filter";
import { GridList } from "./grid-list";
import { GridTable } from "./grid-table";
import { type CellWish, countPending, flip, type Pending, toEdits } from "./pending";
import { ReviewDialog } from "./review-dialog";

export type Grid = Outputs["access"]["grid"];

/** What the two forms of the grid, table and list, are drawn from. */
export interface GridParts {
  readonly grid: Grid;
  readonly pending: Pending;
  readonly mayEdit: boolean;
  readonly onFlip: (cells: readonly Omit<CellWish, "on">[]) => void;
}

interface AccessGridProps {
  readonly filter: GridFilter;
  readonly grid: Grid;
  readonly mayEdit: boolean;
}

/** Groups × connections. What is clicked waits until it was reviewed; it stays while one pages. */
export function AccessGrid({ filter, grid, mayEdit }: AccessGridProps) {
  const router = useRouter();
  const [pending, setPending] = useState<Pending>(new Map());
  const [isReviewing, setIsReviewing] = useState(false);
  const { groups, connections, totals } = grid;
  if (groups.length === 0 || connections.length === 0) return <NoGrid grid={grid} />;
  const parts: GridParts = {
    ...{ grid, pending, mayEdit },
    onFlip: (cells) => setPending((before) => flip(before, cells)),
  };
  return (
    <>
      <div className="hidden sm:block">
        <GridTable {...parts} />
      </div>
      <div className="sm:hidden">
        <GridList {...parts} />
      </div>
      <div className="mt-3 space-y-1 text-sm text-muted">
        <Pager
          page={filter.groupPage}
          pageRows={GRID_ROWS}
          total={totals.groups}
          words={["group", "groups"]}
          hrefOf={(groupPage) => gridAddress({ ...filter, groupPage })}
        />
        <Pager
          page={filter.connectionPage}
          pageRows={GRID_COLUMNS}
          total={totals.connections}
          words={["connection", "connections"]}
          hrefOf={(connectionPage) => gridAddress({ ...filter, connectionPage })}
        />
      </div>
      {pending.size > 0 && (
        <PendingBar
          count={countPending(pending)}
          onDiscard={() => setPending(new Map())}
          onReview={() => setIsReviewing(true)}
        />
      )}
      {isReviewing && (
        <ReviewDialog
          edits={toEdits(pending)}
          onClose={() => setIsReviewing(false)}
          onSaved={() => {
            setIsReviewing(false);
            setPending(new Map());
            router.refresh();
          }}
        />
      )}
    </>
  );
}

interface PendingBarProps {
  readonly count: number;
  readonly onDiscard: () => void;
  readonly onReview: () => void;
}

function PendingBar({ count, onDiscard, onReview }: PendingBarProps) {
  return (
    <div
      role="status"
      className="sticky bottom-16 z-20 mt-4 flex flex-wrap items-center gap-2 rounded-lg border border-accent-line bg-accent-soft px-3 py-2 text-sm shadow-high md:bottom-4"
    >
      <span className="tabular font-medium">
        {formatCount(count)} {count === 1 ? "change" : "changes"} not saved
      </span>
      <span className="flex-1" />
      <Button variant="ghost" onClick={onDiscard}>
        Discard
      </Button>
      <Button variant="primary" onClick={onReview}>
        Review changes
      </Button>
    </div>
  );
}

function NoGrid({ grid }: { readonly grid: Grid }) {
  const { groups, connections } = grid.totals;
  if (groups > 0 && connections > 0) {
    return <Empty icon={Grid3x3} title="There is nothing on this page of the grid." />;
  }
  const missing = groups === 0 ? "group" : "connection";
  return (
    <Empty
      icon={Grid3x3}
      title={`No ${missing} matches, or there is none yet.`}
      action={
        <ButtonLink href={missing === "group" ? "/groups" : "/connections"}>
          {missing === "group" ? "Groups" : "Connections"}
        </ButtonLink>
      }
    >
      The grid has a row for each group and a column for each connection.
    </Empty>
  );
}
