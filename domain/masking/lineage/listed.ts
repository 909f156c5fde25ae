import { decidingTaintOf } from "./expression";
import type { Shape } from "./shape";
import type { Scope, Trace } from "./trace";
import { asKind, nodeIn, unwrapped, visit } from "./tree";

interface Walk {
  readonly at: Scope;
  readonly trace: Trace;
}

/**
 * Notes what a list of ORDER BY, GROUP BY or DISTINCT ON decides by: its items may also be names of
 * the columns that are shown, or their places.
 */
export function compareListed(items: readonly unknown[], shown: Shape, { at, trace }: Walk): void {
  if (items.length === 0) return;
  const outputs = { alias: null, schema: null, shape: shown, isHidden: true };
  decidingTaintOf(items, { ...at, sources: [...at.sources, outputs] }, trace);
  for (const place of items.flatMap(placesIn)) comparePlace(place, shown, trace);
}

/** Places from 1 on; in grouping sets every number counts as one. */
function placesIn(item: unknown): number[] {
  const [kind, node] = unwrapped(item);
  if (kind === "SortBy") return placesIn(node["node"]);
  if (kind !== "GroupingSet") return placeOf(asKind(item, "A_Const") ?? {});
  const places: number[] = [];
  visit(node, (key, inner) => {
    if (key === "A_Const") places.push(...placeOf(inner));
  });
  return places;
}

function placeOf(constant: Readonly<Record<string, unknown>>): number[] {
  const place = nodeIn(constant, "ival")["ival"];
  return typeof place === "number" ? [place] : [];
}

function comparePlace(place: number, shown: Shape, trace: Trace): void {
  const column = shown.some(({ many }) => many) ? undefined : shown[place - 1];
  trace.compareAll(column === undefined ? shown : [column]);
}
