import { type MaskKind, placeholderOf } from "@/domain/masking/masking-rule";
import { encodeRow } from "@/domain/rows/row-format";
import { customerRow, type Labelled, logLine, SeededRandom } from "@/testing/personal-data";
import { PATTERN_KINDS } from "./patterns";

const BLOCK_BYTES = 64 * 1024;
const LINES_PER_VALUE = 40;

/** One workload in the forms its competitors read. */
export interface Workload {
  /** Slices as the agent hands them over: whole rows in the row format, or whole lines. */
  readonly blocks: readonly Uint8Array[];
  /** What each block must become. */
  readonly expected: readonly Uint8Array[];
  /** The same content as lines, fields by tabs. */
  readonly lines: Buffer;
  readonly planted: ReadonlyMap<MaskKind, number>;
}

interface Unit {
  readonly block: Uint8Array;
  readonly expected: Uint8Array;
  readonly line: string;
}

/** Customer rows of 20 columns, 6 of them personal. */
export function rowsWorkload(bytes: number): Workload {
  const planted = new Map<MaskKind, number>();
  let id = 0;
  return collect(bytes, planted, (random) => {
    id += 1;
    const row = customerRow(random, id);
    count(planted, row);
    return {
      block: encodeRow(row.map(({ text }) => Buffer.from(text))),
      expected: encodeRow(row.map((cell) => Buffer.from(masked(cell)))),
      line: `${row.map(({ text }) => text).join("\t")}\n`,
    };
  });
}

/** Lines of a log with a personal value in one of forty. */
export function textWorkload(bytes: number): Workload {
  const planted = new Map<MaskKind, number>();
  let lines = 0;
  return collect(bytes, planted, (random) => {
    lines += 1;
    const line = logLine(random, lines % LINES_PER_VALUE === 0 ? random.pick(PATTERN_KINDS) : null);
    count(planted, line);
    const text = `${line.map((piece) => piece.text).join("")}\n`;
    const expected = Buffer.from(`${line.map(masked).join("")}\n`);
    return { block: Buffer.from(text), expected, line: text };
  });
}

function collect(
  bytes: number,
  planted: ReadonlyMap<MaskKind, number>,
  next: (random: SeededRandom) => Unit,
): Workload {
  const random = new SeededRandom(2026);
  const blocks: Uint8Array[] = [];
  const expected: Uint8Array[] = [];
  const lines: Buffer[] = [];
  let total = 0;
  while (total < bytes) {
    const units: Unit[] = [];
    let size = 0;
    for (let unit = next(random); ; unit = next(random)) {
      units.push(unit);
      size += unit.block.byteLength;
      if (size > BLOCK_BYTES - 1024) break;
    }
    blocks.push(Buffer.concat(units.map((unit) => unit.block)));
    expected.push(Buffer.concat(units.map((unit) => unit.expected)));
    const text = Buffer.from(units.map((unit) => unit.line).join(""));
    lines.push(text);
    total += text.byteLength;
  }
  return { blocks, expected, lines: Buffer.concat(lines), planted };
}

function masked({ text, kind }: Labelled): string {
  return kind === null ? text : placeholderOf(kind);
}

function count(planted: Map<MaskKind, number>, pieces: readonly Labelled[]): void {
  for (const { kind } of pieces) {
    if (kind !== null) planted.set(kind, (planted.get(kind) ?? 0) + 1);
  }
}
