import type { Column } from "../rows/column";
import { cellAt, encodeRow } from "../rows/row-format";
import { matchesGlob } from "./glob";
import type { MakeMasker } from "./masker";
import type { AnyKind, MaskingRules } from "./masking-rule";
import { maskedAs } from "./plan-columns";

/** Rows of a table that somebody pasted; the table is named, for rules that are about it alone. */
export interface Sample {
  readonly schema: string;
  readonly table: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface MaskedSample {
  /** What is done with each column: nothing, a search, or the kind that it is masked as. */
  readonly columns: readonly { readonly name: string; readonly plan: "pass" | "scan" | AnyKind }[];
  /** `null` is a NULL. */
  readonly rows: readonly (readonly (string | null)[])[];
}

const TEXT_TYPE_ID = 25;

/** What a session would show of the sample, by the engine that masks sessions. */
export function maskSample(
  makeMasker: MakeMasker,
  rules: MaskingRules,
  sample: Sample,
): MaskedSample {
  const masker = makeMasker(rules);
  const plans = masker.columns(sample.header.map((name) => columnOf(rules, sample, name)));
  const rows = sample.rows.map((cells) => {
    const bytes = encodeRow(cells.map((cell) => new TextEncoder().encode(cell)));
    return cellsOf(masker.rows(bytes).bytes, cells.length);
  });
  const columns = plans.map((plan, index) => ({
    ...{ name: sample.header[index] ?? "", plan: maskedAs(plan) },
  }));
  masker.free();
  return { columns, rows };
}

/** As the target's catalogue would tell of it: which rule protects it by schema, table and column. */
function columnOf(rules: MaskingRules, { schema, table }: Sample, name: string): Column {
  const rule = rules.columns.find(
    (one) =>
      matchesGlob(one.schema, schema) &&
      matchesGlob(one.table, table) &&
      matchesGlob(one.column, name),
  );
  const protectedAs = rule?.kind ?? null;
  const isStored = protectedAs !== null;
  return { name, type: "text", typeId: TEXT_TYPE_ID, origin: null, protectedAs, isStored };
}

function cellsOf(row: Uint8Array, count: number): (string | null)[] {
  const view = new DataView(row.buffer, row.byteOffset, row.byteLength);
  return Array.from({ length: count }, (_, column) => {
    const cell = cellAt(view, 0, column);
    return cell === null ? null : new TextDecoder().decode(row.subarray(cell.start, cell.end));
  });
}
