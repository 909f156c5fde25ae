/**
 * What a preview found, as the rows of its first result: one fact a row. It travels, is masked, recorded
 * and delivered like every result; names of the target's own are in `object`, numbers in `amount`.
 */
export const EFFECT_FACTS = [
  /** Rows that the statement itself changes. */
  "affected",
  /** Rows changed in all, also by triggers and cascades. */
  "changed",
  "cost",
  "estimated",
  /** One a trigger that fired; `amount`: how often. */
  "trigger",
  /** One a sequence that went on: a rollback does not take its numbers back. */
  "sequence",
  /** What the sample holds, as `object`. */
  "sample",
] as const;
export type EffectFact = (typeof EFFECT_FACTS)[number];

/** Rows before and after side by side, only one of the two, what it returns itself, or nothing. */
export const SAMPLE_SHAPES = ["before-and-after", "before", "after", "returned", "none"] as const;
export type SampleShape = (typeof SAMPLE_SHAPES)[number];

export interface Effect {
  readonly affected: number | null;
  readonly changed: number | null;
  readonly cost: number | null;
  readonly estimated: number | null;
  readonly triggers: readonly { readonly name: string; readonly calls: number }[];
  readonly sequences: readonly string[];
  readonly sample: SampleShape;
}

export type EffectRow = readonly [fact: EffectFact, object: string | null, amount: number | null];

export function rowsOfEffect(effect: Effect): EffectRow[] {
  const { affected, changed, cost, estimated, triggers, sequences, sample } = effect;
  return [
    ["affected", null, affected],
    ["changed", null, changed],
    ["cost", null, cost],
    ["estimated", null, estimated],
    ...triggers.map(({ name, calls }): EffectRow => ["trigger", name, calls]),
    ...sequences.map((name): EffectRow => ["sequence", name, null]),
    ["sample", sample, null],
  ];
}

/** The effect from its rows as text; what is not one of ours is left out. */
export function effectOfRows(rows: readonly (readonly (string | null)[])[]): Effect {
  const of = (fact: EffectFact) => rows.filter(([name]) => name === fact);
  const amount = (fact: EffectFact) => numberOf(of(fact)[0]?.[2]);
  const shape = of("sample")[0]?.[1];
  return {
    ...{ affected: amount("affected"), changed: amount("changed") },
    ...{ cost: amount("cost"), estimated: amount("estimated") },
    triggers: of("trigger").map(([, name, calls]) => ({
      name: name ?? "",
      calls: numberOf(calls) ?? 0,
    })),
    sequences: of("sequence").map(([, name]) => name ?? ""),
    sample: SAMPLE_SHAPES.find((known) => known === shape) ?? "none",
  };
}

function numberOf(text: string | null | undefined): number | null {
  if (text === null || text === undefined) return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}
