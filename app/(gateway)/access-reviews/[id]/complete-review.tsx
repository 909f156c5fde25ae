"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Check } from "lucide-react";
import { useState } from "react";
import { Button } from "@/ui/button";
import { formatCount } from "@/ui/bytes";
import { Dialog } from "@/ui/dialog";
import { Note } from "@/ui/note";
import { RefusalNote } from "@/ui/refusal-note";
import { toast } from "@/ui/toast";
import { refusalOf, useTRPC } from "../../../calls";
import { CostOfLeaving } from "./cost-of-leaving";
import type { ReviewDetail } from "./review-page";

const NAMES_SHOWN_MAX = 50;

interface CompleteProps {
  readonly review: ReviewDetail;
}

/** Open only when everybody is decided; the number that is missing stands beside it. */
export function CompleteReview({ review }: CompleteProps) {
  const [open, setOpen] = useState(false);
  const { undecided } = review.counts;
  return (
    <>
      <Button
        variant="primary"
        icon={Check}
        disabled={undecided > 0}
        title={undecided > 0 ? `${formatCount(undecided)} are not decided yet` : undefined}
        onClick={() => setOpen(true)}
      >
        Complete
      </Button>
      {open && <CompleteDialog review={review} onClose={() => setOpen(false)} />}
    </>
  );
}

function CompleteDialog({ review, onClose }: CompleteProps & { readonly onClose: () => void }) {
  const { id, counts, subject } = review;
  const trpc = useTRPC();
  const queries = useQueryClient();
  const complete = useMutation(
    trpc.reviews.complete.mutationOptions({
      onSuccess: async ({ removed, notRemoved }) => {
        onClose();
        if (notRemoved === 0) toast.ok("Review completed", `${removed} lost their access.`);
        else toast.bad("Review completed", `${notRemoved} could not be carried out: see below.`);
        await queries.invalidateQueries({ queryKey: trpc.reviews.pathKey() });
      },
    }),
  );
  const removes = counts.revoked > 0;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      size="lg"
      title={`Complete the review of ${subject.name}?`}
      description="The result becomes final, with a digest that shows any later change."
      footer={
        <>
          <Button onClick={onClose}>Not yet</Button>
          <Button
            variant={removes ? "danger" : "primary"}
            busy={complete.isPending}
            onClick={() => complete.mutate({ id })}
          >
            {removes ? `Remove ${formatCount(counts.revoked)} and complete` : "Complete"}
          </Button>
        </>
      }
    >
      <div className="space-y-3 text-sm">
        <p>
          <b>{formatCount(counts.kept)}</b> keep their access, <b>{formatCount(counts.revoked)}</b>{" "}
          lose it.
        </p>
        {removes && <Removals review={review} />}
        {complete.error && <RefusalNote {...refusalOf(complete.error)} />}
      </div>
    </Dialog>
  );
}

/** Who loses what, and what will not be carried out here. */
function Removals({ review }: CompleteProps) {
  const { id, counts, opens } = review;
  const { data } = useQuery(
    useTRPC().reviews.items.queryOptions({ id, shown: "revoke", limit: NAMES_SHOWN_MAX }),
  );
  const rows = data?.rows ?? [];
  const more = counts.revoked - rows.length;
  const fromProvider = rows.some(({ groups }) =>
    groups.some((group) => group.sources.includes("idp")),
  );
  return (
    <>
      <ul className="max-h-56 divide-y divide-line-soft overflow-y-auto rounded-md border border-line">
        {rows.map(({ number, name, email, groups }) => (
          <li key={number} className="flex flex-wrap justify-between gap-x-4 px-3 py-1.5">
            <span className="min-w-0 truncate" title={email}>
              {name}
            </span>
            <span className="text-muted">
              leaves {groups.map((group) => group.name).join(", ")}
            </span>
          </li>
        ))}
        {more > 0 && data && (
          <li className="px-3 py-1.5 text-muted">and {formatCount(more)} more</li>
        )}
      </ul>
      <CostOfLeaving opens={opens} />
      {fromProvider && (
        <Note tone="warn">
          Memberships that come from the identity provider must be removed there. The result says
          which ones were not carried out.
        </Note>
      )}
    </>
  );
}
