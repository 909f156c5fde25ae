import { type StatementFacts, type StatementKind, UNKNOWN_FACTS, type WhereFact } from "./facts";
import { CallList } from "./postgres/calls";
import { analyzes, kindOfForm, reachesOutside, strongest } from "./postgres/kinds";
import { hasLimit } from "./postgres/limit";
import { joinsOf, noteRelation, RelationList } from "./postgres/relations";
import { type TreeNode, unwrap } from "./postgres/tree";
import { HAS, type Visit, walk } from "./postgres/walk";
import { gravest, whereOf } from "./postgres/where";

/** The statement as the parser calls and gives it, and where it stands in its text. */
export interface Found extends Pick<StatementFacts, "startByte" | "endByte" | "start" | "end"> {
  readonly form: string;
  readonly statement: TreeNode;
}

/** How the parser calls it: of PostgreSQL 18, and of those before. */
const RETURNING = ["returningClause", "returningList"];

/** Decides what one statement does from its parse tree. What is too large to be walked is unknown. */
export function classify(found: Found): StatementFacts {
  const seen = new Survey();
  const isWhole = walk({ [found.form]: found.statement }, (visit) => seen.note(visit));
  const facts = seen.facts(found);
  return isWhole ? facts : { ...facts, kind: "unknown", everyRow: true };
}

/** Its definition is kept, and nothing of it run. */
const KEEPS_FOR_LATER = new Set(["ViewStmt", "RuleStmt", "CreateFunctionStmt", "CreatePolicyStmt"]);

class Survey {
  private readonly kinds = new Set<StatementKind>();
  private readonly calls = new CallList();
  private readonly relations = new RelationList();
  private where: WhereFact | null = null;
  private joins = 0;
  private truncates = false;
  private outside = false;

  note(visit: Visit): void {
    const { key, node, has } = visit;
    if (isForm(key)) this.noteForm(key, node);
    if ((has & HAS.into) !== 0) this.kinds.add("schema");
    if ((has & HAS.locking) !== 0) this.kinds.add("write");
    this.calls.note(key, node);
    noteRelation(this.relations, visit);
    this.joins = Math.max(this.joins, joinsOf(visit));
  }

  /** Written out one by one: this is made for every statement. */
  facts({ form, statement, startByte, endByte, start, end }: Found): StatementFacts {
    const runs = form !== "ExplainStmt" || analyzes(statement);
    const { functions, calls, unknownCalls, readsByText } = this.calls.facts();
    const relations = this.relations.sorted();
    return {
      kind: runs ? this.kindOf(form) : "read",
      relations: runs ? relations : onlyRead(relations),
      functions,
      calls,
      unknownCalls,
      readsByText: runs ? readsByText : UNKNOWN_FACTS.readsByText,
      where: runs ? this.where : UNKNOWN_FACTS.where,
      everyRow: runs ? this.isOfEveryRow() : UNKNOWN_FACTS.everyRow,
      outside: runs ? this.outside || this.calls.outside() : UNKNOWN_FACTS.outside,
      executes: executesOf(form, statement),
      joins: this.joins,
      hasLimit: hasLimit(form, statement),
      returns: RETURNING.some((clause) => statement[clause] !== undefined),
      form,
      startByte,
      endByte,
      start,
      end,
    };
  }

  private isOfEveryRow(): boolean {
    return this.truncates || (this.where !== null && this.where !== "given");
  }

  private noteForm(form: string, node: TreeNode): void {
    this.kinds.add(kindOfForm(form, node));
    this.where = gravest(this.where, whereOf(form, node));
    this.truncates ||= form === "TruncateStmt";
    this.outside ||= form === "CopyStmt" && reachesOutside(node);
  }

  private kindOf(form: string): StatementKind {
    if (!/Stmt$/.test(form)) return "unknown";
    const effects = KEEPS_FOR_LATER.has(form) ? [] : this.calls.effects();
    return strongest([...this.kinds, ...effects]);
  }
}

/** `SelectStmt`, and not `stmt` or `selectStmt`, which are keys of other nodes. */
function isForm(key: string): boolean {
  return key.endsWith("Stmt") && /^[A-Z]\w*Stmt$/.test(key);
}

/** EXPLAIN without ANALYZE names what a write would change, and only plans it. */
function onlyRead(relations: StatementFacts["relations"]): StatementFacts["relations"] {
  const read = new RelationList();
  for (const relation of relations) read.add({ ...relation, access: "read" });
  return read.sorted();
}

function executesOf(form: string, statement: TreeNode): string | null {
  const carries = form === "PrepareStmt" || (form === "ExplainStmt" && analyzes(statement));
  return carries ? unwrap(statement["query"])[0] : null;
}
