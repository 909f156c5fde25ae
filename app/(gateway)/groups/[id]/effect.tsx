import type { Outputs } from "@/server/api/root";
import { formatCount } from "@/ui/bytes";
import { Note } from "@/ui/note";
import { RuleLinks } from "./rule-links";

type Effect = Outputs["groups"]["deletionEffect"];

/** Rules that would mean something else without the group: it cannot be deleted before they let it go. */
export function RulesNote({ rules }: Pick<Effect, "rules">) {
  if (rules.total === 0) return null;
  return (
    <Note tone="warn">
      It is part of access rules and cannot be deleted before they let it go:{" "}
      <RuleLinks rules={rules} />
    </Note>
  );
}

/** Who would lose what, in words, before it is done. */
export function EffectNote({ effect }: { readonly effect: Effect }) {
  const { roles, connections, complete } = effect;
  const changesNothing = roles.total === 0 && connections.total === 0;
  if (changesNothing) return <Note tone="ok">Nobody loses a role or a connection by it.</Note>;
  return (
    <div className="space-y-3 text-sm">
      {roles.total > 0 && (
        <div>
          <p className="font-medium">Another role for {people(roles.total)}</p>
          <ul className="mt-1 list-disc space-y-0.5 pl-5">
            {roles.rows.map(({ name, email, from, to }) => (
              <li key={email}>
                {name} <span className="text-muted">({email})</span>: {from} → {to}
              </li>
            ))}
            <More total={roles.total} shown={roles.rows.length} />
          </ul>
        </div>
      )}
      {connections.total > 0 && (
        <div>
          <p className="font-medium">Lost connections</p>
          <ul className="mt-1 list-disc space-y-0.5 pl-5">
            {connections.rows.map(({ connection, total, names }) => (
              <li key={connection}>
                <span className="font-mono text-xs">{connection}</span>: {people(total)}{" "}
                <span className="text-muted">
                  ({names.join(", ")}
                  {total > names.length && ", …"})
                </span>
              </li>
            ))}
            <More total={connections.total} shown={connections.rows.length} />
          </ul>
        </div>
      )}
      {!complete && (
        <Note tone="warn">The group is so large that only a part of it was looked at.</Note>
      )}
    </div>
  );
}

function people(count: number): string {
  return count === 1 ? "1 person" : `${formatCount(count)} people`;
}

function More({ total, shown }: { readonly total: number; readonly shown: number }) {
  return total > shown && <li className="text-muted">and {formatCount(total - shown)} more</li>;
}
