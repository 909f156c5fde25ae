import { counted } from "@/domain/requests/words";
import type { Outputs } from "@/server/api/root";
import { Panel } from "@/ui/page";

/** Who has compared columns of the rule since midnight UTC, and how often. */
export function UsesOfToday({ day, perDay, uses }: Outputs["masking"]["uses"]) {
  return (
    <Panel
      title="Comparisons today"
      description={`Commands that compared its columns on ${day} (UTC), of ${perDay ?? 0} for each person`}
    >
      {uses.length === 0 ? (
        <p className="text-sm text-muted">Nobody yet.</p>
      ) : (
        <ul className="divide-y divide-line-soft">
          {uses.map(({ name, email, used }) => (
            <li
              key={email}
              className="flex flex-wrap items-baseline justify-between gap-x-4 py-2 text-sm first:pt-0 last:pb-0"
            >
              <span className="min-w-0 break-words">
                <b className="font-semibold">{name}</b> <span className="text-muted">{email}</span>
              </span>
              <span className="tabular-nums">{counted(used, "command")}</span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
