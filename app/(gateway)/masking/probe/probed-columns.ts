import { PROBE_LIMITS } from "@/domain/masking/probe/probe";

export interface ProbedName {
  readonly schema: string;
  readonly table: string;
  readonly column: string;
}

/** `"a ""b"""` or a word without a point. */
const NAME = '(?:"(?:[^"]|"")+"|[^".\\s][^".]*)';
const NAMES = new RegExp(`^(?:(${NAME})\\.)?(${NAME})\\.(${NAME})$`);

/** One column a line, `schema.table.column`, each once; `null` where nothing is typed: all that are protected. */
export function typedColumns(text: string): ProbedName[] | null {
  const lines = linesOf(text);
  if (lines.length === 0) return null;
  const columns = lines.flatMap((line) => columnIn(line) ?? []);
  return [...new Map(columns.map((column) => [typedAs(column), column])).values()];
}

/** What is wrong with what was typed, or `null`. */
export function objectionToTyped(text: string): string | null {
  const lines = linesOf(text);
  const wrong = lines.find((line) => columnIn(line) === null);
  if (wrong !== undefined) return `“${wrong.slice(0, 80)}” is not schema.table.column.`;
  const { columnsMax } = PROBE_LIMITS;
  return lines.length > columnsMax ? `At most ${columnsMax} columns are probed at once.` : null;
}

/** As it is typed. */
export function typedAs({ schema, table, column }: ProbedName): string {
  return [schema, table, column].map(asTyped).join(".");
}

function asTyped(name: string): string {
  return /^[^".\s][^".]*$/.test(name) && name.trim() === name
    ? name
    : `"${name.replaceAll('"', '""')}"`;
}

function linesOf(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

function columnIn(line: string): ProbedName | null {
  const [, schema = "public", table, column] = NAMES.exec(line) ?? [];
  if (table === undefined || column === undefined) return null;
  return { schema: plain(schema), table: plain(table), column: plain(column) };
}

function plain(name: string): string {
  return name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name.trim();
}
