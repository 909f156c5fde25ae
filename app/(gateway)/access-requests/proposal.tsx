import { SqlDiff } from "@/ui/sql-block";
import type { RequestDetail } from "./request-words";

/** The edit that waits for who asked. */
export function ProposedDiff({ request }: { readonly request: RequestDetail }) {
  const [before, after] = request.revisions.slice(-2);
  if (before === undefined || after === undefined) return null;
  return (
    <SqlDiff
      before={before.command}
      after={after.command}
      title={`Revision ${before.number} → ${after.number}, by ${after.byName}`}
    />
  );
}
