import { SqlBlock, SqlDiff } from "@/ui/sql-block";
import type { RequestDetail } from "./request-words";
import { ceilingWords } from "./row-ceiling";

type Revision = RequestDetail["revisions"][number];

interface RevisionChangeProps {
  readonly before: Revision;
  readonly after: Revision;
  readonly title: string;
}

/** What an edit changed: the command, how many rows it may change, or both. */
export function RevisionChange({ before, after, title }: RevisionChangeProps) {
  return (
    <div className="space-y-1.5">
      {before.command === after.command ? (
        <SqlBlock sql={after.command} title={title} />
      ) : (
        <SqlDiff before={before.command} after={after.command} title={title} />
      )}
      {before.affectedRowsMax !== after.affectedRowsMax && (
        <p className="text-sm">
          <span className="text-muted">Rows it may change: </span>
          <del className="text-muted">{ceilingWords(before.affectedRowsMax)}</del>{" "}
          <ins className="font-medium no-underline">{ceilingWords(after.affectedRowsMax)}</ins>
        </p>
      )}
    </div>
  );
}

/** The edit that waits for who asked. */
export function ProposedDiff({ request }: { readonly request: RequestDetail }) {
  const [before, after] = request.revisions.slice(-2);
  if (before === undefined || after === undefined) return null;
  const title = `Revision ${before.number} → ${after.number}, by ${after.byName}`;
  return <RevisionChange before={before} after={after} title={title} />;
}
