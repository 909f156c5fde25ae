import { formOf, isNode, nodeAt } from "./tree";

/** All shapes of one statement together; beyond it nothing is compared and the worst is assumed. */
export const SHAPE_CHARACTERS_MAX = 4_000_000;

export interface ShapeBudget {
  characters: number;
}

/** A text that is the same for two expressions exactly if they are written alike. Null: out of budget. */
export function shapeOf(root: unknown, budget: ShapeBudget): string | null {
  const parts: string[] = [];
  const rest: { readonly text: string | null; readonly value: unknown }[] = [
    { text: null, value: root },
  ];
  while (rest.length > 0) {
    const { text, value } = rest.pop() ?? { text: "", value: null };
    const written = text ?? open(value, rest);
    parts.push(written);
    budget.characters -= written.length + 1;
    if (budget.characters < 0) return null;
  }
  return parts.join(" ");
}

function open(value: unknown, rest: { text: string | null; value: unknown }[]): string {
  if (Array.isArray(value)) {
    rest.push({ text: "]", value: null });
    for (const item of [...value].reverse()) rest.push({ text: null, value: item });
    return "[";
  }
  if (!isNode(value)) return JSON.stringify(value) ?? "null";
  rest.push({ text: "}", value: null });
  for (const [key, inner] of Object.entries(value).reverse()) {
    if (IS_A_PLACE.test(key)) continue;
    rest.push({ text: null, value: inner }, { text: `${key}:`, value: null });
  }
  return "{";
}

/** Where in the text something stands is not what it is. */
const IS_A_PLACE = /location|_start$|_end$/;

/** Calls that answer differently each time: written alike they still are not the same. */
const DIFFERS = /random|nextval|uuid|clock_timestamp|timeofday/;

/** Written alike, so the same value (or null) as far as one can know. Out of budget counts as alike. */
export function isAlike(pair: readonly [unknown, unknown], budget: ShapeBudget): boolean {
  if (formOf(pair[0]) !== formOf(pair[1])) return false; // Nearly always so.
  const [one, other] = pair.map((side) => shapeOf(side, budget));
  if (one === null || other === null) return true;
  return one === other && one !== undefined && !DIFFERS.test(one);
}

/** The same column twice. Of anything else "alike" is only likely. */
export function isSurelyAlike(one: unknown, other: unknown): boolean {
  if (nodeAt(one, "ColumnRef") === undefined) return false;
  return isAlike([one, other], { characters: COLUMN_CHARACTERS_MAX });
}

const COLUMN_CHARACTERS_MAX = 10_000;
