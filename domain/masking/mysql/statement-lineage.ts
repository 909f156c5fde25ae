import type { StatementFacts, StatementKind } from "../../statements/facts";
import { type ReadQuery, readQuery } from "../../statements/mysql/query";
import { indexAtTop, wordAt } from "../../statements/mysql/top-words";
import type { AnyKind } from "../masking-rule";
import { kindOfItem, type Shape, type ShapeOf, wholeOf } from "./shapes";

/** A column of a result as the server describes it: its names are those of a relation, or of an alias. */
export interface ResultColumn {
  readonly origin: {
    readonly schema: string;
    readonly table: string;
    readonly column: string;
  } | null;
}

export interface ColumnLineage {
  /** The kind of the protected column that could flow into it. */
  readonly kind: AnyKind | null;
  /** Its cells are what a table has. */
  readonly isStored: boolean;
}

/** What one statement of a text gives back. */
export interface MysqlLineage {
  /** It, or what stands behind it, may hold something protected. */
  readonly touches: boolean;
  /** What it reads cannot be seen in its text. */
  readonly isOpaque: boolean;
  /** Those behind it in the same text may read what it kept, or mean something else by their names. */
  readonly leavesDoubt: boolean;
  columns(described: readonly ResultColumn[]): readonly ColumnLineage[];
}

export interface LineageWish {
  readonly facts: StatementFacts;
  /** The statement alone. */
  readonly text: string;
  readonly shapeOf: ShapeOf;
  /** What stands for anything. */
  readonly unknown: AnyKind;
  /** A statement before it in the same text leaves doubt. */
  readonly isDoubted: boolean;
}

export function lineageOfMysql(wish: LineageWish): MysqlLineage {
  const seen = seenIn(wish);
  const { facts, unknown } = wish;
  const { query, shapes, isOpaque, isMissing, tells } = seen;
  const touches = isOpaque || isMissing || wholeOf(shapes) !== null;
  const all = { kind: touches ? (wholeOf(shapes) ?? unknown) : null, isStored: false };
  return {
    ...{ touches: touches && tells !== "definitions", isOpaque },
    leavesDoubt: isOpaque || (touches && mayKeep(facts)) || renames(facts, query),
    columns(described) {
      if (!isOpaque && showsNoValue(tells, described)) return described.map(() => CLEAN);
      const isPlain = !isOpaque && !isMissing && query?.isPlain === true;
      return isPlain ? ofPlain(described, { ...wish, shapes, query }) : described.map(() => all);
    },
  };
}

/** A plan may set a variable of one's own while it is made. */
function mayKeep({ kind, form }: StatementFacts): boolean {
  return kind !== "read" || form === "ExplainStmt";
}

interface Seen {
  readonly query: ReadQuery | null;
  readonly shapes: readonly Shape[];
  /** `null`: nobody sees what runs. */
  readonly tells: Telling | null;
  readonly isOpaque: boolean;
  readonly isMissing: boolean;
}

function seenIn({ facts, text, shapeOf, isDoubted }: LineageWish): Seen {
  const query = readQuery(text);
  const found = facts.relations.map(shapeOf);
  const shapes = [...new Set(found.flatMap((one) => one ?? []))];
  const tells = query === null || isDoubted ? null : tellingOf(facts, query);
  const isHidden = tells === "plan" && wholeOf(shapes) !== null && !isTablePlan(query);
  // One that the target does not know is named by a WITH, or made by the text itself, or not there.
  const isMissing = found.includes(null);
  return { query, shapes, tells, isOpaque: tells === null || isHidden, isMissing };
}

const CLEAN: ColumnLineage = { kind: null, isStored: false };
/** Columns of the plan as a table, of every server; as a text it has one. */
const PLAN_COLUMNS_MIN = 10;

function showsNoValue(tells: Telling | null, { length }: readonly ResultColumn[]): boolean {
  return tells === "definitions" || (tells === "plan" && length >= PLAN_COLUMNS_MIN);
}

interface Plain {
  readonly shapeOf: ShapeOf;
  readonly shapes: readonly Shape[];
  readonly query: ReadQuery;
  readonly unknown: AnyKind;
}

function ofPlain(described: readonly ResultColumn[], plain: Plain): readonly ColumnLineage[] {
  const { shapes, query } = plain;
  const items = query.items?.length === described.length ? query.items : null;
  return described.map(({ origin }, index) => {
    const told = origin === null ? null : ofOrigin(origin, plain);
    if (told !== null) return told;
    const kind = items === null ? wholeOf(shapes) : kindOfItem(items[index] ?? [], shapes);
    return { kind, isStored: false };
  });
}

/** By the server's word; `null` where that is not to be relied on. */
function ofOrigin(
  { schema, table, column }: NonNullable<ResultColumn["origin"]>,
  { shapeOf, shapes, unknown }: Plain,
): ColumnLineage | null {
  const areTables = shapes.every(({ isTable }) => isTable);
  // The alias of a view is told as if it were a relation: of more than one, that could be any.
  if (schema === "" || !(areTables || shapes.length === 1)) return null;
  const told = shapeOf({ schema, name: table });
  const known = shapes.find((one) => one === told);
  const kind = known?.columns.get(column.toLowerCase());
  if (kind !== undefined) return { kind, isStored: areTables };
  // The server tells of a table that the text was not seen to name.
  return areTables ? { kind: wholeOf(shapes) ?? unknown, isStored: false } : null;
}

const READ_FORMS = new Set([
  "SelectStmt",
  "InsertStmt",
  "UpdateStmt",
  "DeleteStmt",
  "TruncateStmt",
]);

/** Rows, how they would be read, what stands in no row, or nothing at all. */
type Telling = "rows" | "plan" | "definitions" | "nothing";

/** `null`: somebody else's text runs in it, or the server tells of what it keeps. */
function tellingOf(facts: StatementFacts, query: ReadQuery): Telling | null {
  const { kind, form, unknownCalls, outside } = facts;
  const isSeen = kind !== "unknown" && unknownCalls.length === 0 && !outside;
  if (!isSeen) return null;
  if (kind === "transaction" || QUIET.has(query.first)) return "nothing";
  if (form === "ExplainStmt") return "plan";
  const rows = READ_FORMS.has(form) && GIVING_ROWS.has(kind) ? "rows" : null;
  return showsDefinitions(query) ? "definitions" : rows;
}

const QUIET = new Set(["use", "set"]);
const GIVING_ROWS: ReadonlySet<StatementKind> = new Set(["read", "write"]);

/** The plan as a table, whose columns hold names and numbers; as JSON it shows values that were read. */
function isTablePlan(query: ReadQuery | null): boolean {
  if (query === null || query.first === "analyze") return false;
  const next = wordAt(query.tokens, 1);
  return ["select", "insert", "update", "delete", "replace"].includes(next);
}

const SHOWN = new Set(
  `tables databases schemas columns fields index indexes keys create variables status engines
  charset character collation grants plugins triggers privileges table events procedure function`.split(
    /\s+/,
  ),
);
const BESIDE_SHOWN = new Set(["full", "extended", "global", "session", "local", "storage"]);

function showsDefinitions({ first, tokens }: ReadQuery): boolean {
  if (first !== "show") return false;
  let at = 1;
  while (BESIDE_SHOWN.has(wordAt(tokens, at))) at += 1;
  const asks = tokens.some((_, index) => wordAt(tokens, index) === "select");
  return SHOWN.has(wordAt(tokens, at)) && !asks;
}

/** Names may mean something else behind it. A variable of one's own means nothing to them. */
function renames({ kind }: StatementFacts, query: ReadQuery | null): boolean {
  if (kind === "read" || kind === "write" || kind === "transaction") return false;
  if (query?.first !== "set" || indexAtTop(query.tokens, [","]) >= 0) return true;
  const target = query.tokens[1];
  return target?.kind !== "variable" || target.text.startsWith("@@");
}
