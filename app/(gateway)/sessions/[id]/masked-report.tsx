import { nameOfKind } from "@/domain/masking/custom/custom-kind";
import { MaskBadge } from "@/ui/badge";
import { Count } from "@/ui/bytes";
import { Panel } from "@/ui/page";
import type { SessionView } from "../../../stream/session-view";
import { type MaskedLine, maskedByKind } from "../masked-by-kind";

interface MaskedReportProps {
  readonly lines: readonly MaskedLine[];
  readonly total: number;
  readonly view: SessionView;
}

/** How many values of each kind were masked, and in which columns; never the values. */
export function MaskedReport({ lines, total, view }: MaskedReportProps) {
  const kinds = maskedByKind(lines);
  const most = kinds[0]?.count ?? 0;
  return (
    <Panel
      title="Masked"
      description={
        total === 0 ? (
          "Nothing had to be masked."
        ) : (
          <>
            <Count count={total} /> {total === 1 ? "value, before it" : "values, before they"} left
            the network
          </>
        )
      }
    >
      {kinds.length === 0 ? (
        <p className="text-sm text-muted">
          {view.end === null
            ? "The report comes with the end of the session."
            : "No personal data was found."}
        </p>
      ) : (
        <ul className="space-y-3">
          {kinds.map(({ kind, count }) => (
            <li key={kind}>
              <div className="flex items-center gap-3 text-sm">
                <span className="min-w-20 shrink-0">
                  <MaskBadge kind={nameOfKind(kind)} />
                </span>
                <span
                  aria-hidden
                  className="h-2 min-w-0 flex-1 overflow-hidden rounded-full bg-sunken"
                >
                  <span
                    className="block h-full rounded-full bg-mask"
                    style={{ width: `${Math.max(1, (count / most) * 100)}%` }}
                  />
                </span>
                <span className="tabular w-20 shrink-0 text-end">
                  <Count count={count} />
                </span>
              </div>
              <p className="mt-0.5 pl-23 text-xs break-words text-muted">
                {columnsOf(lines, kind)}
              </p>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

/** `email (1,204), notes (3)`: where values of a kind were, all results together. */
function columnsOf(lines: readonly MaskedLine[], kind: string): string {
  const counts = new Map<string, number>();
  for (const line of lines) {
    const column = line.column ?? "messages";
    if (line.kind === kind) counts.set(column, (counts.get(column) ?? 0) + line.count);
  }
  return [...counts]
    .sort(([, one], [, other]) => other - one)
    .map(([column, count]) => `${column} (${count.toLocaleString("en-US")})`)
    .join(", ");
}
