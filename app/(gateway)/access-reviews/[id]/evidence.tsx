"use client";
import { useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { Badge } from "@/ui/badge";
import { ButtonLink } from "@/ui/button";
import { Fact, Facts } from "@/ui/facts";
import { Panel } from "@/ui/page";
import { Time } from "@/ui/time";
import { useTRPC } from "../../../calls";
import type { ReviewDetail } from "./review-page";

interface EvidenceProps {
  readonly review: ReviewDetail;
  readonly digests: NonNullable<ReviewDetail["digests"]>;
}

/** The result as files, and what shows that neither they nor what is kept here were changed. */
export function Evidence({ review, digests }: EvidenceProps) {
  const { id, endedAt, endedByName } = review;
  return (
    <Panel
      title="Evidence"
      description="sha256sum of a downloaded file gives the digest beside it."
      actions={<Verified id={id} />}
    >
      <Facts>
        <Fact name="Completed">
          {endedAt && <Time at={endedAt} exact />} by {endedByName}
        </Fact>
        <Fact name="JSON lines">
          <Digest href={`/download/reviews/${id}.jsonl`} digest={digests.jsonl} />
        </Fact>
        <Fact name="CSV">
          <Digest href={`/download/reviews/${id}.csv`} digest={digests.csv} />
        </Fact>
      </Facts>
    </Panel>
  );
}

function Digest({ href, digest }: { readonly href: string; readonly digest: string }) {
  return (
    <span className="flex flex-wrap items-center justify-between gap-2">
      <code className="min-w-0 font-mono text-xs break-all">{digest}</code>
      <ButtonLink href={href} prefetch={false} download size="sm" icon={Download}>
        Download
      </ButtonLink>
    </span>
  );
}

function Verified({ id }: { readonly id: string }) {
  const { data } = useQuery(useTRPC().reviews.verify.queryOptions({ id }));
  if (data === undefined) return <Badge>Checking…</Badge>;
  if (data.unchanged) return <Badge tone="ok">Unchanged since completion</Badge>;
  return <Badge tone="bad">Changed after completion</Badge>;
}
