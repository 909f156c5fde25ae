import type { Column } from "@/domain/rows/column";
import { cellAt, encodeRow, indexRows } from "@/domain/rows/row-format";
import { literal } from "@/domain/statements/postgres/literal";
import type { DriverEvent } from "../driver";
import { firstCells, type PreviewSteps } from "./preview-steps";

/** The table that a write changes, as its plan names it. */
export interface WrittenTable {
  readonly schema: string;
  readonly name: string;
}

interface Rows {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly (Uint8Array | null)[])[];
}

/**
 * The sample of an UPDATE with its rows before and after, for servers whose RETURNING knows only the
 * rows after: once it is undone, the key of the table finds the rows as they are. `null` when there is
 * no key, the key itself is changed, or a row is not found: then only the rows after are shown.
 */
export async function withRowsBefore(
  steps: PreviewSteps,
  table: WrittenTable,
  sample: readonly DriverEvent[],
): Promise<DriverEvent[] | null> {
  const after = rowsOf(sample);
  const named = await steps.run(keyOf(table));
  const key = named.refusal === null ? firstCells(named.events) : [];
  const keys = keysOf(after, key);
  if (keys === null) return null;
  const found = await steps.run(rowsOfKeys(table, key, keys));
  const before = rowsOf(found.events);
  const { length } = before.columns;
  const isSame =
    found.refusal === null &&
    before.rows.length === after.rows.length &&
    before.columns.every(({ name }, index) => name === after.columns[index]?.name);
  if (!isSame) return null;
  // What RETURNING * gives of the tables of a FROM stands behind the columns of the written one.
  const rows = before.rows.map((cells, index) =>
    encodeRow([...cells, ...(after.rows[index] ?? []).slice(0, length)]),
  );
  return [
    { kind: "columns", columns: [...before.columns, ...after.columns.slice(0, length)] },
    { kind: "rows", rowCount: rows.length, bytes: Buffer.concat(rows) },
  ];
}

/** The cells of the key in each row; `null` when they are not all there. */
function keysOf({ columns, rows }: Rows, key: readonly string[]): Buffer[][] | null {
  const places = key.map((name) => columns.findIndex((column) => column.name === name));
  if (key.length === 0 || rows.length === 0 || places.includes(-1)) return null;
  const keys = rows.map((cells) =>
    places.flatMap((place) => {
      const cell = cells[place];
      return cell === null || cell === undefined ? [] : [Buffer.from(cell)];
    }),
  );
  return keys.every((cells) => cells.length === key.length) ? keys : null;
}

function rowsOf(events: readonly DriverEvent[]): Rows {
  const described = events.find((event) => event.kind === "columns");
  const columns = described?.kind === "columns" ? described.columns : [];
  const rows = events.flatMap((event) => {
    if (event.kind !== "rows") return [];
    const { bytes, rowCount } = event;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return [...indexRows(bytes, rowCount)].map((row) =>
      columns.map((_, index) => {
        const range = cellAt(view, row, index);
        return range === null ? null : bytes.subarray(range.start, range.end);
      }),
    );
  });
  return { columns, rows };
}

/** The columns of the primary key, a row each, in the order of the key. */
function keyOf(table: WrittenTable): string {
  return `SELECT a.attname FROM pg_catalog.pg_index i
    CROSS JOIN LATERAL pg_catalog.unnest(i.indkey::smallint[]) WITH ORDINALITY AS k(attribute, place)
    JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attribute
    WHERE i.indisprimary AND i.indrelid = ${literal(quoted(table))}::pg_catalog.regclass
    ORDER BY k.place`;
}

/** In the order of the keys. Columns keep their names and origins, so that they are masked like any. */
function rowsOfKeys(
  table: WrittenTable,
  key: readonly string[],
  keys: readonly (readonly Buffer[])[],
): string {
  const columns = `(${key.map((name) => `t.${identifier(name)}`).join(", ")})`;
  const values = keys.map(
    (cells) => `(${cells.map((cell) => literal(cell.toString())).join(", ")})`,
  );
  const order = values.map((value, index) => `WHEN ${columns} = ${value} THEN ${index}`);
  return `SELECT t.* FROM ${quoted(table)} AS t WHERE ${columns} IN (${values.join(", ")})
    ORDER BY CASE ${order.join(" ")} END`;
}

function quoted({ schema, name }: WrittenTable): string {
  return `${identifier(schema)}.${identifier(name)}`;
}

function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
