import { listInWords } from "../requests/words";
import type { ComparedColumn, TargetColumn } from "./lineage/judge-comparing";

const NAMED_MAX = 3;

/** `public.people.ssn`, as everywhere in Gatehouse: names are not quoted. */
export function columnInWords({ schema, table, column }: TargetColumn): string {
  return `${schema}.${table}.${column}`;
}

/** `masking rule “Salaries”`; `a masking rule` where a gateway did not say which. */
export function rulesInWords(names: readonly string[]): string {
  if (names.length === 0) return "a masking rule";
  const quoted = names.map((name) => `“${name}”`);
  return `masking rule${names.length > 1 ? "s" : ""} ${listInWords(quoted, "and", NAMED_MAX)}`;
}

/** What an approver reads of a statement that waits for them. */
export function comparedInWords(column: Pick<ComparedColumn, "rules"> & TargetColumn): string {
  return `Compares masked column ${columnInWords(column)} (${rulesInWords(column.rules)}).`;
}

export function isSameColumn(one: TargetColumn, other: TargetColumn): boolean {
  return one.schema === other.schema && one.table === other.table && one.column === other.column;
}
