"use client";
import { ChevronLeft, ChevronRight, UserCheck } from "lucide-react";
import type { Outputs } from "@/server/api/root";
import { ButtonLink } from "@/ui/button";
import { columnsFor, DataTable } from "@/ui/data-table";
import { Empty } from "@/ui/empty";
import { Time } from "@/ui/time";
import { Progress } from "./progress";
import { ReviewStateBadge, SubjectBadge } from "./review-badges";
import { StartReview } from "./start-review";

type List = Outputs["reviews"]["list"];
const column = columnsFor<List["rows"][number]>();

const columns = [
  column.accessor((row) => row.subject.name, {
    id: "subject",
    header: "Review of",
    meta: { place: "title" },
  }),
  column.accessor((row) => row.subject.kind, {
    id: "kind",
    header: "Kind",
    cell: (c) => <SubjectBadge kind={c.getValue()} />,
  }),
  column.accessor("state", {
    header: "State",
    cell: (c) => <ReviewStateBadge state={c.getValue()} />,
  }),
  column.accessor((row) => row.counts.undecided, {
    id: "progress",
    header: "Decided",
    cell: ({ row: { original } }) => <Progress counts={original.counts} />,
  }),
  column.accessor("startedByName", { header: "Started by" }),
  column.accessor("startedAt", { header: "Started", cell: (c) => <Time at={c.getValue()} /> }),
];

interface ReviewsTableProps {
  readonly list: List;
  readonly mayStart: boolean;
  readonly isFirst: boolean;
}

export function ReviewsTable({ list, mayStart, isFirst }: ReviewsTableProps) {
  const { rows, nextCursor } = list;
  const hasPages = !isFirst || nextCursor !== null;
  return (
    <DataTable
      label="Access reviews"
      columns={columns}
      rows={rows}
      rowKey={(row) => row.id}
      rowHref={(row) => `/access-reviews/${row.id}`}
      sortable={false}
      empty={
        <Empty
          icon={UserCheck}
          title="Nothing was reviewed yet."
          action={mayStart && <StartReview />}
        >
          A review lists everybody in a group, or with access to a connection, with what they did
          with it. Decide who keeps it; completing takes the rest away and leaves evidence.
        </Empty>
      }
      footer={
        hasPages && (
          <nav aria-label="Pages" className="flex justify-end gap-2">
            {!isFirst && (
              <ButtonLink href="/access-reviews" size="sm" icon={ChevronLeft}>
                Newest
              </ButtonLink>
            )}
            {nextCursor !== null && (
              <ButtonLink
                href={`/access-reviews?after=${encodeURIComponent(nextCursor)}`}
                size="sm"
                icon={ChevronRight}
              >
                Older
              </ButtonLink>
            )}
          </nav>
        )
      }
    />
  );
}
