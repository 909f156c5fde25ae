import type { Token } from "./tokens";
import { indexAtTop, wordAt } from "./top-words";

const ONE_VALUE = new Set(
  "count sum avg min max group_concat json_arrayagg json_objectagg".split(" "),
);

/** Whether what gives rows back says how many at most; null where it gives none of a relation. */
export function hasLimit(tokens: readonly Token[], isOfRelation: boolean): boolean | null {
  if (!isOfRelation || isOneRow(tokens)) return null;
  if (indexAtTop(tokens, ["into"]) >= 0) return null;
  return indexAtTop(tokens, ["limit", "fetch"]) >= 0;
}

/** Nothing but aggregates over all rows. */
function isOneRow(tokens: readonly Token[]): boolean {
  const select = indexAtTop(tokens, ["select"]);
  const from = indexAtTop(tokens, ["from"], select + 1);
  if (select < 0 || from < 0 || indexAtTop(tokens, ["group", "union", "over"]) >= 0) return false;
  for (let at = select + 1; at > 0 && at < from; at = behindComma(tokens, at, from)) {
    if (!ONE_VALUE.has(wordAt(tokens, at)) || wordAt(tokens, at + 1) !== "(") return false;
  }
  return true;
}

function behindComma(tokens: readonly Token[], at: number, from: number): number {
  const comma = indexAtTop(tokens, [","], at);
  return comma < 0 || comma > from ? from : comma + 1;
}
