"use client";
import { useQuery } from "@tanstack/react-query";
import type { Outputs } from "@/server/api/root";
import { Page } from "@/ui/page";
import { Time } from "@/ui/time";
import { useTRPC } from "../../../calls";
import { GroupOwners } from "../group-owners";
import { Progress } from "../progress";
import { ReviewStateBadge, SubjectBadge } from "../review-badges";
import { CancelReview } from "./cancel-review";
import { CompleteReview } from "./complete-review";
import { Evidence } from "./evidence";
import { ReviewItems } from "./review-items";

export type ReviewDetail = Outputs["reviews"]["get"];
export type ItemsPage = Outputs["reviews"]["items"];
export type ItemRow = ItemsPage["rows"][number];

interface ReviewPageProps {
  readonly initial: ReviewDetail;
  readonly initialItems: ItemsPage;
  readonly mayManage: boolean;
}

export function ReviewPage({ initial, initialItems, mayManage }: ReviewPageProps) {
  const { data: review } = useQuery({
    ...useTRPC().reviews.get.queryOptions({ id: initial.id }),
    initialData: initial,
  });
  const { subject, state, periodDays, mayDecide } = review;
  return (
    <Page
      title={subject.name}
      back={{ href: "/access-reviews", label: "Access reviews" }}
      description={
        <div className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
          <SubjectBadge kind={subject.kind} />
          <ReviewStateBadge state={state} />
          <Progress counts={review.counts} />
          <span>
            started by {review.startedByName} <Time at={review.startedAt} />, {periodDays} days
            looked back
          </span>
        </div>
      }
      actions={
        mayDecide && (
          <>
            <CancelReview id={review.id} />
            <CompleteReview review={review} />
          </>
        )
      }
    >
      <div className="space-y-4">
        {review.owners && <Owners review={review} mayManage={mayManage} />}
        {review.digests && <Evidence review={review} digests={review.digests} />}
        <ReviewItems review={review} initial={initialItems} />
      </div>
    </Page>
  );
}

function Owners({ review, mayManage }: { review: ReviewDetail; mayManage: boolean }) {
  const owners = review.owners ?? [];
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5 text-sm text-muted">
      <span>
        {owners.length === 0
          ? "The group has no owner: admins decide."
          : `Owners: ${owners.map(({ name }) => name).join(", ")}`}
      </span>
      {mayManage && <GroupOwners group={review.subject.name} />}
    </div>
  );
}
