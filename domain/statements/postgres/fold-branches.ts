import { combined, type Step } from "./fold-step";
import { type Folded, FREE, isConstant, isUnknown, mixed, NULL, ROW, TRUE } from "./folded";
import { listAt, nodeAt, type TreeNode } from "./tree";

export function coalesced(node: TreeNode): Step {
  return combined(listAt(node, "args"), (args) => {
    const rest = args.filter((arg) => !isConstant(arg, null));
    const [first] = rest;
    if (first === undefined) return NULL;
    return first.kind === "row" ? ROW : first;
  });
}

const NOTHING = { A_Const: { isnull: true } };

export function conditional(node: TreeNode): Step {
  const branches = listAt(node, "args").map((branch) => nodeAt(branch, "CaseWhen"));
  const conditions = branches.map((branch) => branch?.["expr"]);
  const results = [...branches.map((branch) => branch?.["result"]), node["defresult"] ?? NOTHING];
  const compared = node["arg"];
  if (compared === undefined) {
    return combined([...conditions, ...results], (parts) =>
      chosen(parts.slice(0, conditions.length), parts.slice(conditions.length)),
    );
  }
  return combined([compared, ...conditions, ...results], (parts) =>
    matched(parts.slice(0, conditions.length + 1), parts.slice(conditions.length + 1)),
  );
}

/** `CASE x WHEN …`: which branch it is is not reckoned, only whether the rows decide it. */
function matched(compared: readonly Folded[], results: readonly Folded[]): Folded {
  if (mixed(compared).kind === "row") return anyOf(results);
  return results.some(mayHold) ? FREE : anyOf(results);
}

function chosen(conditions: readonly Folded[], results: readonly Folded[]): Folded {
  const possible: Folded[] = [];
  for (const [index, condition] of conditions.entries()) {
    const result = results[index] ?? FREE;
    if (isConstant(condition, false) || isConstant(condition, null)) continue;
    possible.push(result);
    if (isConstant(condition, true)) return anyOf(possible);
    if (isUnknown(condition) && mayHold(result)) return FREE; // For all rows, and it may be this one.
  }
  return anyOf([...possible, results.at(-1) ?? NULL]);
}

/** One of these, and the rows decide which. */
function anyOf(possible: readonly Folded[]): Folded {
  const [only] = possible;
  if (only !== undefined && possible.length === 1) return only;
  if (possible.every((result) => isConstant(result, true))) return TRUE;
  return possible.every(mayHold) ? FREE : ROW;
}

function mayHold(folded: Folded): boolean {
  return isConstant(folded, true) || isUnknown(folded);
}
