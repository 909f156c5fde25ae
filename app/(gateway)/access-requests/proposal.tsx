import { SqlDiff } from "@/ui/sql-block";
import type { RequestDetail } from "./request-words";

type Revision = RequestDetail["revisions"][number];

/** What the revision in force changed, as one sees it at once; `null` where nothing was edited. */
export function latestChange({ revisions }: Pick<RequestDetail, "revisions">): {
  readonly before: Revision;
  readonly after: Revision;
} | null {
  const [before, after] = [revisions.at(-2), revisions.at(-1)];
  return before === undefined || after === undefined ? null : { before, after };
}

/** The edit that waits for who asked. */
export function ProposedDiff({ request }: { readonly request: RequestDetail }) {
  const change = latestChange(request);
  if (change === null) return null;
  const { before, after } = change;
  return (
    <SqlDiff
      before={before.command}
      after={after.command}
      title={`Revision ${before.number} → ${after.number}, by ${after.byName}`}
    />
  );
}
