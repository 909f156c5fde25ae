import type { WhereFact } from "../facts";
import { fold } from "./fold";
import { and, type Folded, isConstant, isUnknown, not } from "./folded";
import { type TargetName, targetNameOf } from "./rows-in-question";
import { listAt, nodeAt, stringAt, type TreeNode } from "./tree";

const BY_GRAVITY: readonly WhereFact[] = ["given", "always-true", "none"];

export function gravest(one: WhereFact | null, other: WhereFact | null): WhereFact | null {
  if (one === null || other === null) return one ?? other;
  return BY_GRAVITY.indexOf(one) > BY_GRAVITY.indexOf(other) ? one : other;
}

/** Which rows an UPDATE, a DELETE or a branch of a MERGE is bounded to; null for anything else. */
export function whereOf(form: string, node: TreeNode): WhereFact | null {
  if (form === "UpdateStmt" || form === "DeleteStmt") {
    const where = node["whereClause"];
    if (where === undefined) return "none";
    return factOf(fold(where, targetNameOf(node["relation"])));
  }
  return form === "MergeStmt" ? whereOfMerge(node) : null;
}

function factOf(condition: Folded): WhereFact {
  return isConstant(condition, true) || isUnknown(condition) ? "always-true" : "given";
}

function whereOfMerge(node: TreeNode): WhereFact | null {
  const target = targetNameOf(node["relation"]);
  const joined = fold(node["joinCondition"], target);
  return listAt(node, "mergeWhenClauses")
    .map((clause) => nodeAt(clause, "MergeWhenClause") ?? {})
    .reduce<WhereFact | null>(
      (worst, clause) => gravest(worst, ofClause(clause, { joined, target })),
      null,
    );
}

const CHANGES = new Set(["CMD_UPDATE", "CMD_DELETE"]);

function ofClause(clause: TreeNode, on: { joined: Folded; target: TargetName }): WhereFact | null {
  if (!CHANGES.has(stringAt(clause, "commandType") ?? "")) return null;
  const isMatched = clause["matchKind"] === "MERGE_WHEN_MATCHED";
  const reached = isMatched ? on.joined : not(on.joined);
  const condition = clause["condition"];
  return factOf(condition === undefined ? reached : and([reached, fold(condition, on.target)]));
}
