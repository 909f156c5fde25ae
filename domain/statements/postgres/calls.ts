import type { CalledFunction, StatementKind } from "../facts";
import { knownOf } from "./functions";
import { isOfRole } from "./kinds";
import { listAt, nodeAt, stringAt, type TreeNode, wordsOf } from "./tree";

/** All that a statement calls: by name, as an operator, as a way to sample. */
export class CallList {
  private readonly functions = new Map<string, CalledFunction>();
  private readonly unknown = new Set<string>();
  private readonly kinds = new Set<StatementKind>();
  private isOutside = false;

  /** What this node calls by itself. */
  note(key: string, node: TreeNode): void {
    if (key === "FuncCall" || key === "funccall") this.noteFunction(node);
    if (key === "A_Expr") this.noteOperator(node["name"]);
    if (key === "SubLink") this.noteOperator(node["operName"]);
    if (key === "SortBy") this.noteOperator(node["useOp"]);
    if (key === "RangeTableSample") this.noteSample(node["method"]);
  }

  facts() {
    const unknownCalls = this.unknown.size === 0 ? [] : [...this.unknown].sort();
    if (this.functions.size === 0)
      return { functions: [], calls: [], unknownCalls, readsByText: [] };
    return {
      functions: [...this.functions.entries()].sort(byKey).map(([, called]) => called),
      calls: [...new Set([...this.functions.values()].map(({ name }) => name))].sort(),
      unknownCalls,
      readsByText: [...this.functions.entries()]
        .filter(([, called]) => knownOf(called).readsByText)
        .map(([written]) => written)
        .sort(),
    };
  }

  /** What the known ones do beside giving a value. */
  effects(): ReadonlySet<StatementKind> {
    return this.kinds;
  }

  outside(): boolean {
    return this.isOutside;
  }

  private noteFunction(node: TreeNode): void {
    const words = wordsOf(node["funcname"]);
    const written = words.join(".").toLowerCase();
    const [name = "", schema = null] = words.map((word) => word.toLowerCase()).reverse();
    const called = { schema, name };
    this.functions.set(written, called);
    const known = knownOf(called);
    this.isOutside ||= known.reachesFiles;
    const effect = setsRole(called, node) ? "privilege" : known.effect;
    // The parser writes all names in lower case but those in quotes: `"Now"()` is not `now()`.
    if (effect === null || (effect === "read" && words.join(".") !== written)) {
      this.unknown.add(written);
    } else this.kinds.add(effect);
  }

  private noteOperator(names: unknown): void {
    const words = wordsOf(names);
    const isBuiltIn = words.length < 2 || words[0] === "pg_catalog";
    const operator = words.at(-1) ?? "="; // None is written: IN, or ORDER BY.
    if (isBuiltIn && (OPERATORS.has(operator) || KEYWORDS.test(operator))) return;
    this.unknown.add(`operator ${words.join(".")}`);
  }

  private noteSample(names: unknown): void {
    const words = wordsOf(names);
    const isBuiltIn = words.length === 1 || words[0] === "pg_catalog";
    if (isBuiltIn && SAMPLES.has(words.at(-1) ?? "")) return;
    this.unknown.add(`tablesample ${words.join(".")}`);
  }
}

function byKey([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1;
}

/** `set_config('role', …)` is SET ROLE; a name that is not written out may be that too. */
function setsRole({ name }: CalledFunction, node: TreeNode): boolean {
  if (name !== "set_config") return false;
  const [setting] = listAt(node, "args");
  const literal = stringAt(nodeAt(nodeAt(setting, "A_Const"), "sval"), "sval");
  return literal === null || isOfRole(literal);
}

const SAMPLES = new Set(["bernoulli", "system"]);

/** PostgreSQL's own. */
const OPERATORS = new Set(
  `!! !~ !~* !~~ !~~* # ## #- #> #>> % & && &< &<| &> * *< *<= *<> *= *> *>= + - -> ->> -|- / <
  <-> << <<= <<| <= <> != <@ <^ = > >= >> >>= >^ ? ?# ?& ?- ?-| ?| ?|| @ @-@ @> @? @@ @@@ ^ ^@ |
  |&> |/ |>> || ||/ ~ ~* ~<=~ ~<~ ~= ~>=~ ~>~ ~~ ~~*`.split(/\s+/),
);
const KEYWORDS = /^(?:NOT )?BETWEEN(?: SYMMETRIC)?$/;
