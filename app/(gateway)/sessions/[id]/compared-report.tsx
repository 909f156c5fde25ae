import { columnInWords, rulesInWords } from "@/domain/masking/compared-words";
import type { ComparisonDemand } from "@/domain/masking/masking-rule";
import { Badge } from "@/ui/badge";
import { Panel } from "@/ui/page";
import type { SessionDetail } from "./session-page";

const DEMANDS: Readonly<Record<ComparisonDemand, string>> = {
  ...{ approve: "Approved first", count: "Counted", refuse: "Refused" },
};

/** Masked columns that its statement uses where they decide something without being shown. */
export function ComparedReport({ columns }: { readonly columns: SessionDetail["compared"] }) {
  return (
    <Panel
      title="Compared columns"
      description="Masked columns that its statement filters, sorts, groups or calculates by"
    >
      <ul className="divide-y divide-line-soft">
        {columns.map((column) => (
          <li
            key={JSON.stringify([column.schema, column.table, column.column])}
            className="flex flex-wrap items-center gap-2 py-2 text-sm first:pt-0 last:pb-0"
          >
            <Badge tone="warn">{DEMANDS[column.comparisons]}</Badge>
            <code className="min-w-0 font-mono text-xs break-all">{columnInWords(column)}</code>
            <span className="min-w-0 break-words text-muted">by {rulesInWords(column.rules)}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
