import { type Folded, FREE, ROW } from "./folded";
import { dependsOnRow, type TargetName } from "./rows-in-question";
import type { ShapeBudget } from "./shape";

/** What folding one expression knows and may still spend. */
export interface FoldContext {
  readonly target: TargetName;
  readonly budget: ShapeBudget;
}

/** Known at once, or made of others that are folded first. */
export type Step =
  | { readonly kind: "done"; readonly folded: Folded }
  | {
      readonly kind: "combine";
      readonly parts: readonly unknown[];
      readonly combine: (parts: readonly Folded[]) => Folded;
    };

export function done(folded: Folded): Step {
  return { kind: "done", folded };
}

export function combined(
  parts: readonly unknown[],
  combine: (parts: readonly Folded[]) => Folded,
): Step {
  return { kind: "combine", parts, combine };
}

/** Functions and all else: only whether a row can decide it is asked. */
export function opaque(holder: unknown, { target }: FoldContext): Step {
  return done(dependsOnRow(holder, target) ? ROW : FREE);
}
