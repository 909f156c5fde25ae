import { listIn, unwrapped, visit, wordsOf } from "./tree";

/** Operators that only compute; any other may be the target's own. */
const PLAIN_OPERATORS = new Set("+ - * / % || = <> != < > <= >= ~~ ~ BETWEEN".split(" "));
const PLAIN_FORMS = new Set(["SelectStmt", "VariableShowStmt", "TransactionStmt"]);

/** False for a text that names nothing of the target: it needs no look into the target's catalogue. */
export function needsCatalogue(statements: readonly unknown[] | null): boolean {
  if (statements === null) return true;
  let needs = false;
  const isSeen = visit(statements, (key, node) => {
    if (key === "FuncCall" || key === "RangeVar" || key === "intoClause") needs = true;
    if (key === "A_Expr" && !isPlain(wordsOf(listIn(node, "name")))) needs = true;
  });
  return needs || !isSeen || statements.some((one) => !PLAIN_FORMS.has(unwrapped(one)[0]));
}

function isPlain(names: readonly string[]): boolean {
  return names.length === 1 && PLAIN_OPERATORS.has(names[0] ?? "");
}
