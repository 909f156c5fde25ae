import type { StatementKind } from "./facts";

/** A node of the parser's tree, as plain data. */
export type TreeNode = Readonly<Record<string, unknown>>;

export interface Classified {
  readonly kind: StatementKind;
  readonly everyRow: boolean;
  readonly outside: boolean;
  readonly calls: readonly string[];
  readonly returns: boolean;
}

const WRITES = new Set(["InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt", "TruncateStmt"]);
const UTILITIES = new Set([
  "CheckPointStmt",
  "ClosePortalStmt",
  "ClusterStmt",
  "DeallocateStmt",
  "DiscardStmt",
  "ListenStmt",
  "LockStmt",
  "NotifyStmt",
  "ReindexStmt",
  "UnlistenStmt",
  "VacuumStmt",
  "VariableSetStmt",
]);
const READS = new Set(["VariableShowStmt", "FetchStmt"]);
const SCHEMA =
  /^(?:Create|Alter|Drop|Define|Grant|View|Index|Rename|Comment|SecLabel|Rule|Refresh|Import|Reassign)/;
/** How the parser calls it: of PostgreSQL 18, and of those before. */
const RETURNING = ["returningClause", "returningList"];
const NODES_MAX = 500_000;

/** Decides what one statement does from its parse tree. Denials of "read" come before "read". */
export function classify(form: string, statement: TreeNode): Classified {
  const seen = survey({ [form]: statement });
  const kind = kindOf(form, statement, seen);
  const { everyRow, outside, calls } = seen;
  const returns = RETURNING.some((clause) => statement[clause] !== undefined);
  return { kind, everyRow, outside, calls: [...calls].sort(), returns };
}

type Decide = (statement: TreeNode, seen: Survey) => StatementKind;

/** Forms that need a look inside. What has no line here is decided by its name alone. */
const BY_LOOKING: Readonly<Record<string, Decide>> = {
  SelectStmt: (_, seen) => kindOfSurvey(seen),
  ExplainStmt: (statement, seen) => (analyzes(statement) ? kindOfSurvey(seen) : "read"),
  CopyStmt: kindOfCopy,
  PrepareStmt: (_, seen) => kindOfSurvey(seen),
  DeclareCursorStmt: (_, seen) => kindOfSurvey(seen),
};

function kindOf(form: string, statement: TreeNode, seen: Survey): StatementKind {
  if (!seen.whole) return "unknown";
  const decide = Object.hasOwn(BY_LOOKING, form) ? BY_LOOKING[form] : undefined;
  return decide === undefined ? kindOfName(form) : decide(statement, seen);
}

function kindOfName(form: string): StatementKind {
  if (READS.has(form)) return "read";
  if (WRITES.has(form)) return "write";
  if (form === "TransactionStmt") return "transaction";
  if (UTILITIES.has(form)) return "utility";
  return SCHEMA.test(form) ? "schema" : "unknown"; // DO, CALL, EXECUTE, LOAD, what is not yet known.
}

/** A statement that carries others does the strongest of what they do. */
function kindOfSurvey(seen: Survey): StatementKind {
  if (seen.forms.has("ExecuteStmt")) return "unknown";
  if ([...seen.forms].some((form) => SCHEMA.test(form)) || seen.into) return "schema";
  if ([...seen.forms].some((form) => WRITES.has(form)) || seen.locks) return "write";
  return "read";
}

function kindOfCopy(statement: TreeNode, seen: Survey): StatementKind {
  if (statement["is_from"] === true || seen.outside) return "write";
  return kindOfSurvey(seen);
}

/** EXPLAIN (ANALYZE) runs what it explains. The word counts unless it is plainly off. */
function analyzes(statement: TreeNode): boolean {
  const options = statement["options"];
  if (!Array.isArray(options)) return false;
  return options.some((option: unknown) => {
    const element = nodeAt(option, "DefElem");
    if (element?.["defname"] !== "analyze") return false;
    const word = nodeAt(element["arg"], "String")?.["sval"];
    return !(typeof word === "string" && ["false", "off"].includes(word.toLowerCase()));
  });
}

interface Survey {
  /** False when the tree was too large to be walked to its end. */
  whole: boolean;
  readonly forms: Set<string>;
  readonly calls: Set<string>;
  into: boolean;
  locks: boolean;
  everyRow: boolean;
  outside: boolean;
}

/** Walks the whole tree without recursion: a deep one must not end the process. */
function survey(root: TreeNode): Survey {
  const seen: Survey = {
    ...{ whole: true, forms: new Set<string>(), calls: new Set<string>() },
    ...{ into: false, locks: false, everyRow: false, outside: false },
  };
  const rest: unknown[] = [root];
  for (let walked = 0; rest.length > 0; walked += 1) {
    if (walked === NODES_MAX) return { ...seen, whole: false };
    const node = rest.pop();
    if (Array.isArray(node)) rest.push(...node);
    else if (isNode(node)) {
      for (const [key, value] of Object.entries(node)) {
        note(seen, key, value);
        if (typeof value === "object" && value !== null) rest.push(value);
      }
    }
  }
  return seen;
}

function note(seen: Survey, key: string, value: unknown): void {
  if (key === "intoClause") seen.into = true;
  if (key === "lockingClause") seen.locks = true;
  if (key.endsWith("Stmt")) seen.forms.add(key);
  if (isNode(value) && Object.hasOwn(NOTED, key)) NOTED[key]?.(seen, value);
}

const NOTED: Readonly<Record<string, (seen: Survey, node: TreeNode) => void>> = {
  FuncCall: (seen, node) => seen.calls.add(lastName(node["funcname"])),
  TruncateStmt: (seen) => {
    seen.everyRow = true;
  },
  UpdateStmt: noteEveryRow,
  DeleteStmt: noteEveryRow,
  CopyStmt: (seen, node) => {
    seen.outside ||= node["filename"] !== undefined || node["is_program"] === true;
  },
};

function noteEveryRow(seen: Survey, node: TreeNode): void {
  seen.everyRow ||= node["whereClause"] === undefined;
}

function lastName(names: unknown): string {
  const last: unknown = Array.isArray(names) ? names.at(-1) : undefined;
  const name = nodeAt(last, "String")?.["sval"];
  return typeof name === "string" ? name.toLowerCase() : "";
}

function nodeAt(value: unknown, key: string): TreeNode | undefined {
  const inner = isNode(value) ? value[key] : undefined;
  return isNode(inner) ? inner : undefined;
}

export function isNode(value: unknown): value is TreeNode {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
