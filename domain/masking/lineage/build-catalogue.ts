import { matchesGlob } from "../glob";
import type { ColumnMaskingRule } from "../masking-rule";
import { type Catalogue, NOTHING_PROTECTED } from "./catalogue";
import {
  type FunctionFacts,
  isHarmlessText,
  opaqueNames,
  type ProtectedNames,
  protectedNamesOf,
  readsElsewhere,
  takesAnyRow,
  type WordsOfBody,
  wordsOfBody,
} from "./opaque-calls";
import { atPlace, isSameShape, joined, type Shape, shuffled, type Taint, wholeOf } from "./shape";
import { shapeOfStatement } from "./text-lineage";

/** A relation that may hold something protected, as the target's catalogue describes it. */
export interface RelationFacts {
  readonly id: number;
  readonly schema: string;
  readonly name: string;
  /** Relations that it inherits from or is a partition of. */
  readonly parents: readonly number[];
  /** Of a view: the query that it stands for. */
  readonly definition: string | null;
  readonly columns: readonly ColumnFacts[];
}

export interface ColumnFacts {
  readonly attribute: number;
  readonly name: string;
  /** What a generated column is computed from. */
  readonly expression: string | null;
}

export interface OperatorFacts {
  readonly name: string;
  readonly functionName: string;
  readonly language: string;
}

export interface CatalogueFacts {
  readonly relations: readonly RelationFacts[];
  readonly functions: readonly FunctionFacts[];
  readonly operators: readonly OperatorFacts[];
}

/** Statements of a text as trees; `null` when it cannot be read. */
export type ReadTrees = (text: string) => readonly unknown[] | null;

/** Who reads the texts of views and functions. */
export interface Readers {
  readonly trees: ReadTrees;
  readonly words: WordsOfBody;
}

/** Columns of the target's own catalogue that show values of others: statistics and texts of queries. */
export const TELLING_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  pg_statistic: ["stavalues1", "stavalues2", "stavalues3", "stavalues4", "stavalues5"],
  pg_statistic_ext_data: ["stxdmcv", "stxdexpr"],
  pg_stats: ["most_common_vals", "histogram_bounds", "most_common_elems", "range_bounds_histogram"],
  pg_stats_ext: ["most_common_vals"],
  pg_stats_ext_exprs: ["most_common_vals", "histogram_bounds", "most_common_elems"],
  pg_stat_activity: ["query"],
  pg_stat_statements: ["query"],
  pg_prepared_statements: ["statement"],
  pg_cursors: ["statement"],
  pg_largeobject: ["data"],
  pg_attribute: ["attmissingval"],
};

const PASSES_MAX = 30;

interface Relation {
  readonly facts: RelationFacts;
  shape: Shape;
}

/** As what a column is protected, by its own name; `null`: it is not. */
export type Protects = (relation: RelationFacts, column: string) => Taint;

/** What is protected in a target: by the rules, and by what its own catalogue makes of that. */
export function buildCatalogue(
  rules: readonly ColumnMaskingRule[],
  facts: CatalogueFacts,
  read: ReadTrees,
): Catalogue {
  const protects: Protects = (relation, column) =>
    rules.find((rule) => isAbout(rule, relation, column))?.kind ?? null;
  return buildCatalogueOf(protects, facts, { trees: read, words: wordsOfBody });
}

/** Whether a rule names a column of the target. */
export function isAbout(
  rule: Pick<ColumnMaskingRule, "schema" | "table" | "column">,
  { schema, name }: RelationFacts,
  column: string,
): boolean {
  return (
    matchesGlob(rule.column, column) &&
    matchesGlob(rule.table, name) &&
    matchesGlob(rule.schema, schema)
  );
}

/** The same of columns that are protected for another reason than that a rule names them. */
export function buildCatalogueOf(
  protects: Protects,
  facts: CatalogueFacts,
  { trees, words }: Readers,
): Catalogue {
  const relations = facts.relations.map((one) => ({ facts: one, shape: shapeOf(one, protects) }));
  const unknown = joined(relations.map(({ shape }) => wholeOf(shape)));
  if (unknown === null) return NOTHING_PROTECTED;
  for (const relation of relations) relation.shape = withTelling(relation, unknown);
  inherit(relations);
  for (const relation of relations) relation.shape = withGenerated(relation);
  const names = protectedNamesOf(relations.filter(isNamed).map((one) => one.facts.name));
  const opaque = opaqueNames(facts.functions, names, words);
  const catalogue = catalogueOf({ relations, unknown, names, opaque, facts });
  resolveViews(relations, catalogue, trees);
  return catalogue;
}

/** What a text must not name: views are counted before anybody knows what is in them. */
function isNamed({ facts, shape }: Relation): boolean {
  return wholeOf(shape) !== null || facts.definition !== null;
}

function shapeOf(facts: RelationFacts, protects: Protects): Shape {
  return facts.columns.map(({ name }) => {
    return { name, taint: isTelling(facts) ? null : protects(facts, name), many: false };
  });
}

/** Shows values of other columns: a rule never names a column of it. */
export function isTelling({ schema, name }: RelationFacts): boolean {
  return schema === "pg_catalog" || name === "pg_stat_statements";
}

function withTelling({ facts, shape }: Relation, unknown: Taint): Shape {
  const telling = isTelling(facts) ? (TELLING_COLUMNS[facts.name] ?? []) : [];
  return shape.map((column) =>
    telling.includes(column.name ?? "") ? { ...column, taint: unknown } : column,
  );
}

/** Rows of a child are read through its parents, and the other way round a rule may name either. */
function inherit(relations: readonly Relation[]): void {
  const byId = new Map(relations.map((one) => [one.facts.id, one]));
  const pairs = relations.flatMap((child) =>
    child.facts.parents.flatMap((id) => {
      const parent = byId.get(id);
      return parent === undefined ? [] : [[child, parent] as const];
    }),
  );
  for (let isChanged = pairs.length > 0, pass = 0; isChanged && pass < PASSES_MAX; pass += 1) {
    isChanged = false;
    for (const [child, parent] of pairs) {
      const down = sharing(child.shape, parent.shape);
      const up = sharing(parent.shape, child.shape);
      isChanged ||= !isSameShape(down, child.shape) || !isSameShape(up, parent.shape);
      child.shape = down;
      parent.shape = up;
    }
  }
}

function sharing(shape: Shape, other: Shape): Shape {
  return shape.map((column) => ({
    ...column,
    taint: column.taint ?? other.find(({ name }) => name === column.name)?.taint ?? null,
  }));
}

/** A generated column that names a protected one is one too. */
function withGenerated({ facts, shape }: Relation): Shape {
  return shape.map((column, index) => {
    const expression = facts.columns[index]?.expression?.toLowerCase() ?? "";
    const from = shape.find(
      ({ name, taint }) => taint !== null && expression.includes((name ?? "").toLowerCase()),
    );
    return expression === "" ? column : { ...column, taint: column.taint ?? from?.taint ?? null };
  });
}

interface Known {
  readonly relations: readonly Relation[];
  readonly unknown: Taint;
  readonly names: ProtectedNames;
  readonly opaque: ReadonlySet<string>;
  readonly facts: CatalogueFacts;
}

function catalogueOf({ relations, unknown, names, opaque, facts }: Known): Catalogue {
  const byId = new Map(relations.map((one) => [one.facts.id, one]));
  const byName = groupedByName(relations);
  const own = new Set(facts.functions.map(({ name }) => name));
  const operators = new Set(
    facts.operators.filter((one) => opaque.has(one.functionName)).map(({ name }) => name),
  );
  return {
    unknown,
    relation(schema, name) {
      const found = (byName.get(name) ?? []).filter(
        (one) => (schema === null || one.facts.schema === schema) && wholeOf(one.shape) !== null,
      );
      const [first] = found;
      if (first === undefined || found.length === 1) return first?.shape ?? null;
      return shuffled(found.flatMap(({ shape }) => shape));
    },
    column({ relationId, attribute }) {
      const relation = byId.get(relationId);
      if (attribute === 0) return wholeOf(relation?.shape ?? []); // The row as one value.
      const place = relation?.facts.columns.findIndex((one) => one.attribute === attribute) ?? -1;
      return relation?.shape[place]?.taint ?? null;
    },
    isStored({ relationId, attribute }) {
      const facts = byId.get(relationId)?.facts;
      const column = facts?.columns.find((one) => one.attribute === attribute);
      return facts?.definition === null && column?.expression === null;
    },
    isOpaqueCall: (name) => readsElsewhere(name) || opaque.has(name),
    takesRow: (name) => takesAnyRow(name) || own.has(name),
    isOpaqueOperator: (name) => operators.has(name),
    isHarmlessBody: (text) => isHarmlessText(text, names, opaque),
  };
}

function groupedByName(relations: readonly Relation[]): ReadonlyMap<string, readonly Relation[]> {
  const groups = new Map<string, Relation[]>();
  for (const relation of relations) {
    const { name } = relation.facts;
    groups.set(name, [...(groups.get(name) ?? []), relation]);
  }
  return groups;
}

/** Views may stand on views: looked at again until nothing is added. */
function resolveViews(relations: readonly Relation[], catalogue: Catalogue, read: ReadTrees): void {
  const views = relations.flatMap((one) => {
    const { definition } = one.facts;
    return definition === null || isTelling(one.facts) ? [] : [{ one, trees: read(definition) }];
  });
  for (let isChanged = true, pass = 0; isChanged; pass += 1) {
    isChanged = false;
    for (const { one, trees } of views) {
      const only = pass < PASSES_MAX && trees?.length === 1 ? trees[0] : null;
      const shape = shapeOfView(one, only, catalogue);
      isChanged ||= !isSameShape(shape, one.shape);
      one.shape = shape;
    }
  }
}

function shapeOfView({ facts, shape }: Relation, tree: unknown, catalogue: Catalogue): Shape {
  const count = facts.columns.length;
  const given = tree === null ? null : shapeOfStatement(tree, catalogue);
  return shape.map((column, index) => {
    const name = column.name ?? "";
    const taint = given === null ? catalogue.unknown : atPlace(given, { index, count, name });
    return { ...column, taint: column.taint ?? taint };
  });
}
