import type { CatalogueFacts } from "./build-catalogue";
import { visit } from "./tree";

/**
 * What one judgment may look at while it searches for the columns: nodes of the statement, columns and
 * texts of the target, each as often as it is looked at. Counted and not timed, so that a text has the
 * same answer at every look. The agent does nothing else meanwhile.
 */
const WORK_MAX = 300_000;

/** What a column of the target weighs as it is looked at, in nodes; a letter of a view weighs one. */
const NODES_OF_COLUMN = 16;

/** Letters of a function's text, of which the words are kept, that weigh as much as a node. */
const LETTERS_OF_NODE = 32;

/** Columns that are looked through for a name as fast as one node is walked. */
const COLUMNS_OF_NODE = 16;

export class JudgingWork {
  private left = WORK_MAX;
  /** It ended before it had found everything. */
  isSpent = false;

  /** Whether there is anything left: the last step may be longer, or large targets had none. */
  spend(weight: number): boolean {
    if (this.left <= 0) this.isSpent = true;
    this.left -= weight;
    return !this.isSpent;
  }
}

/** What the shortest statement weighs. */
const NODES_OF_STATEMENT = 30;

/** One walk of the statements: each name is looked for in every relation of its statement. */
export function weightOfStatements(
  statements: readonly unknown[],
  { relations }: CatalogueFacts,
): number {
  const columnsMax = relations.reduce((max, { columns }) => Math.max(max, columns.length), 1);
  let weight = 0;
  for (const statement of statements) {
    let [nodes, names, ranges] = [NODES_OF_STATEMENT, 0, 1];
    const isSeen = visit(statement, (key) => {
      nodes += 1;
      if (key === "ColumnRef") names += 1;
      if (key.startsWith("Range")) ranges += 1;
    });
    if (!isSeen) return Number.POSITIVE_INFINITY;
    weight += nodes + (names * ranges * columnsMax) / COLUMNS_OF_NODE;
  }
  return weight;
}

/** One look at what the target's catalogue says. */
export function weightOfFacts({ relations, functions }: CatalogueFacts): number {
  const sum = (all: readonly number[]) => all.reduce((one, more) => one + more, 0);
  const views = sum(relations.map(({ definition }) => definition?.length ?? 0));
  const bodies = sum(functions.map(({ body }) => body?.length ?? 0));
  const columns = sum(relations.map((one) => 1 + one.columns.length));
  return columns * NODES_OF_COLUMN + views + functions.length + bodies / LETTERS_OF_NODE;
}
