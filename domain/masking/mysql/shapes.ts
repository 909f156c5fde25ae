import { factsOf, type Relation } from "../../statements/facts";
import { mysqlParser } from "../../statements/mysql/parser";
import { type ReadQuery, readQuery } from "../../statements/mysql/query";
import type { Token } from "../../statements/mysql/tokens";
import { matchesGlob } from "../glob";
import type { AnyKind, ColumnMaskingRule } from "../masking-rule";

/** What a target's catalogue says of one relation. Names as they are there. */
export interface RelationFacts {
  readonly schema: string;
  readonly name: string;
  readonly kind: "table" | "view" | "system";
  /** In their order. */
  readonly columns: readonly string[];
  /** The text of a view; null where the target does not show it. */
  readonly definition: string | null;
}

/** What is protected in a relation, by the names of its columns in small letters. */
export interface Shape {
  readonly schema: string;
  readonly name: string;
  readonly isTable: boolean;
  readonly columns: ReadonlyMap<string, AnyKind | null>;
  /** Of all of it. `null`: nothing in it is protected. */
  readonly whole: AnyKind | null;
}

/** `null`: the target knows no such relation. */
export type ShapeOf = (relation: Pick<Relation, "schema" | "name">) => Shape | null;

/** Schemas of the server's own: what others ran, and values out of tables, stand in some of their relations. */
const OF_SERVER = new Set(["information_schema", "performance_schema", "mysql", "sys"]);
/** Of those, the ones that tell of definitions alone. */
const DEFINITIONS = new Set(
  `schemata tables columns statistics views key_column_usage table_constraints check_constraints
  referential_constraints engines character_sets collations collation_character_set_applicability
  partitions plugins routines parameters triggers events sequences applicable_roles enabled_roles
  user_privileges schema_privileges table_privileges column_privileges keywords sql_functions`.split(
    /\s+/,
  ),
);

export function isOfServer(schema: string): boolean {
  return OF_SERVER.has(schema.toLowerCase());
}

/** Shapes of the relations that were read, under the rules. Names without a schema are of `database`. */
export class Shapes {
  private readonly facts = new Map<string, RelationFacts>();
  private readonly known = new Map<string, Shape>();
  /** Several relations differ by nothing but capitals: which one is meant the server's settings say. */
  private readonly ambiguous = new Set<string>();
  private readonly rules: readonly ColumnMaskingRule[];
  private readonly database: string;
  /** What stands for anything: of the first rule. */
  private readonly unknown: AnyKind;

  constructor(facts: readonly RelationFacts[], { rules, database, unknown }: ShapesWish) {
    for (const one of facts) {
      const key = keyOf(one.schema, one.name);
      if (this.facts.has(key)) this.ambiguous.add(key);
      this.facts.set(key, one);
    }
    this.rules = rules;
    this.database = database;
    this.unknown = unknown;
  }

  readonly of: ShapeOf = ({ schema, name }) => {
    const key = keyOf(schema ?? this.database, name);
    const facts = this.facts.get(key);
    if (facts === undefined) return null;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    this.known.set(key, this.blanket(facts)); // A view that stands behind itself.
    const shape = this.ambiguous.has(key) ? this.blanket(facts) : this.shape(facts);
    this.known.set(key, shape);
    return shape;
  };

  private shape(facts: RelationFacts): Shape {
    if (isOfServer(facts.schema)) {
      const isHarmless =
        facts.schema.toLowerCase() === "information_schema" &&
        DEFINITIONS.has(facts.name.toLowerCase());
      return isHarmless ? shapeWith(facts, () => null) : this.blanket(facts);
    }
    if (facts.kind === "table") return shapeWith(facts, (column) => this.byRules(facts, column));
    return this.ofView(facts);
  }

  private byRules({ schema, name }: RelationFacts, column: string): AnyKind | null {
    const rule = this.rules.find(
      (one) =>
        matchesGlob(one.schema, schema) &&
        matchesGlob(one.table, name) &&
        matchesGlob(one.column, column),
    );
    return rule?.kind ?? null;
  }

  /** A rule may name a column of the view itself; the rest is what stands behind it. */
  private ofView(facts: RelationFacts): Shape {
    const behind = this.behind(facts);
    return shapeWith(facts, (column, index) => this.byRules(facts, column) ?? behind(index));
  }

  private behind({ definition, columns }: RelationFacts): (index: number) => AnyKind | null {
    const read = definition === null ? null : this.readView(definition);
    if (read === null) return () => this.unknown;
    const { shapes, query } = read;
    if (query === null) return () => wholeOf(shapes);
    const hidden = this.hiddenIn(query.tokens, shapes);
    if (hidden !== null) return () => hidden;
    const items = query.isPlain ? query.items : null;
    if (items?.length !== columns.length) return () => wholeOf(shapes);
    return (index) => kindOfItem(items[index] ?? [], shapes);
  }

  /** What its text reads; `null`: that cannot be told. */
  private readView(definition: string): { shapes: Shape[]; query: ReadQuery | null } | null {
    const [statement, ...others] = factsOf(mysqlParser, definition);
    const isRead = statement?.kind === "read" && statement.unknownCalls.length === 0;
    if (statement === undefined || others.length > 0 || !isRead) return null;
    const shapes = statement.relations.flatMap((one) => this.of(one) ?? []);
    const isWhole = shapes.length === statement.relations.length;
    return isWhole ? { shapes, query: readQuery(definition) } : null;
  }

  /** Columns that the catalogue does not show to this user, though the view reads them. */
  private hiddenIn(tokens: readonly Token[], known: readonly Shape[]): AnyKind | null {
    for (const token of tokens) {
      const name = token.text.toLowerCase();
      if (!isName(token) || known.some(({ columns }) => columns.has(name))) continue;
      const rule = this.rules.find((one) => matchesGlob(one.column, name));
      if (rule !== undefined) return rule.kind;
    }
    return null;
  }

  private blanket(facts: RelationFacts): Shape {
    return { ...shapeWith(facts, () => this.unknown), whole: this.unknown };
  }
}

export interface ShapesWish {
  readonly rules: readonly ColumnMaskingRule[];
  readonly database: string;
  readonly unknown: AnyKind;
}

function keyOf(schema: string, name: string): string {
  return JSON.stringify([schema.toLowerCase(), name.toLowerCase()]);
}

function shapeWith(
  { schema, name, kind, columns }: RelationFacts,
  kindOf: (column: string, index: number) => AnyKind | null,
): Shape {
  const kinds = columns.map(
    (column, index) => [column.toLowerCase(), kindOf(column, index)] as const,
  );
  const whole = kinds.find(([, found]) => found !== null)?.[1] ?? null;
  return { schema, name, isTable: kind === "table", columns: new Map(kinds), whole };
}

const CARRIES_MORE = new Set(["select", "values", "table", "with"]);

/**
 * The kind of the protected column that could flow into one item of a select list over these relations:
 * by every name that stands in it. A query of its own, or a variable, may carry anything of them.
 */
export function kindOfItem(item: readonly Token[], shapes: readonly Shape[]): AnyKind | null {
  for (const [at, token] of item.entries()) {
    if (carriesMore(item, at)) return wholeOf(shapes);
    if (!isName(token)) continue;
    const name = token.text.toLowerCase();
    for (const { columns } of shapes) {
      const kind = columns.get(name);
      if (kind !== undefined && kind !== null) return kind;
    }
    if (mayFold(name) && !shapes.some(({ columns }) => columns.has(name))) return wholeOf(shapes);
  }
  return null;
}

/** Which letters count as the same the server decides in its own way: `İ` may be an `i`, and `é` an `e`. */
function mayFold(name: string): boolean {
  return [...name].some((letter) => letter > "\u007f");
}

/** What is protected anywhere in them. */
export function wholeOf(shapes: readonly Shape[]): AnyKind | null {
  return shapes.find(({ whole }) => whole !== null)?.whole ?? null;
}

function isName({ kind, isDoubleQuoted }: Token): boolean {
  return kind === "word" || kind === "name" || isDoubleQuoted === true;
}

function carriesMore(item: readonly Token[], at: number): boolean {
  const token = item[at];
  if (token?.kind === "variable") return !token.text.startsWith("@@");
  if (token?.kind === "sign" && token.text === "*") return isRowStar(item, at);
  return token?.kind === "word" && CARRIES_MORE.has(token.text);
}

/** `t.*`; of `count(*)` and a product nothing flows. */
function isRowStar(item: readonly Token[], at: number): boolean {
  const before = item[at - 1];
  return before?.kind === "sign" && before.text === ".";
}
