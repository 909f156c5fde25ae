import {
  ATTACK_CLASSES,
  type AttackClass,
  OUTCOMES,
  type Outcome,
} from "@/domain/masking/probe/probe";
import { Badge } from "@/ui/badge";
import { Panel } from "@/ui/page";
import { CLASS_WORDS, MATERIAL_WORDS, OUTCOME_HELP, OUTCOME_WORDS } from "../probe-words";
import type { ProbeDetail } from "./probe-page";

type Column = ProbeDetail["columns"][number];

/** Column by column and class by class: the worst that came of it. */
export function ColumnVerdicts({ probe }: { readonly probe: ProbeDetail }) {
  const { columns, verdicts, isRunning, state } = probe;
  if (columns.length === 0) {
    const none = state === "done" && !isRunning;
    return none ? <p className="text-sm">The target has no column that a rule protects.</p> : null;
  }
  return (
    <Panel title="Columns" description="Class by class, the worst that came of its attacks.">
      <ul className="divide-y divide-line-soft">
        {columns.map((column, place) => (
          <li key={nameOf(column)} className="py-3 first:pt-0 last:pb-0">
            <h3 className="font-mono text-sm font-medium break-all">{nameOf(column)}</h3>
            <p className="text-xs text-muted">{about(column)}</p>
            <Classes worst={worstOf(verdicts.filter((one) => one.column === place))} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

export function nameOf({ schema, table, column }: Column): string {
  return `${schema}.${table}.${column}`;
}

function about({ type, material, values }: Column): string {
  const looked = `${type}; ${values === 1 ? "one value" : `${values} values`} looked for.`;
  return MATERIAL_WORDS[material] ?? looked;
}

function Classes({ worst }: { readonly worst: ReadonlyMap<AttackClass, Outcome> }) {
  const shown = ATTACK_CLASSES.flatMap((of) => {
    const outcome = worst.get(of);
    return outcome === undefined ? [] : [{ of, outcome }];
  }).sort((one, other) => OUTCOMES.indexOf(one.outcome) - OUTCOMES.indexOf(other.outcome));
  return (
    <ul className="mt-2 flex flex-wrap gap-x-3 gap-y-1.5">
      {shown.map(({ of, outcome }) => (
        <li key={of} className="inline-flex items-center gap-1.5 text-xs">
          <span>{CLASS_WORDS[of]}</span>
          <OutcomeBadge outcome={outcome} />
        </li>
      ))}
    </ul>
  );
}

export function OutcomeBadge({ outcome }: { readonly outcome: Outcome }) {
  const [tone, word] = OUTCOME_WORDS[outcome];
  return (
    <Badge tone={tone} title={OUTCOME_HELP[outcome]}>
      {word}
    </Badge>
  );
}

function worstOf(verdicts: ProbeDetail["verdicts"]): ReadonlyMap<AttackClass, Outcome> {
  const worst = new Map<AttackClass, Outcome>();
  for (const { class: of, outcome } of verdicts) {
    const before = worst.get(of);
    const isWorse = before === undefined || OUTCOMES.indexOf(outcome) < OUTCOMES.indexOf(before);
    if (isWorse) worst.set(of, outcome);
  }
  return worst;
}
