import { decodeFrame, type Frame } from "@/protocol/frame";
import { columnsPayload, failurePayload } from "@/protocol/payloads";
import type { Deps } from "../deps";
import { rowsOf, saidBy, textOf } from "../sessions/export/read-frames";

const READ_LIMITS = {
  recordsMax: 2_000,
  rowsMax: 200,
  cellCharactersMax: 300,
} as const;

export interface ReadColumn {
  readonly name: string;
  /** Masked whole by its name. */
  readonly isMasked: boolean;
}

export interface ReadResult {
  readonly columns: readonly ReadColumn[];
  /** As text; long ones are cut and end with an ellipsis. */
  readonly rows: readonly (readonly (string | null)[])[];
}

export interface ReadRecording {
  readonly results: readonly ReadResult[];
  /** The target's own words, masked. */
  readonly failure: string | null;
}

/** A short recording as a page shows it: only what was recorded, which is masked. */
export async function readResults(deps: Deps, path: string): Promise<ReadRecording> {
  const results: { columns: ReadColumn[]; rows: (string | null)[][] }[] = [];
  let failure: string | null = null;
  let records = 0;
  for await (const { frame: bytes } of deps.recordings.read(path, 0)) {
    records += 1;
    if (records > READ_LIMITS.recordsMax) break;
    const frame = decodeFrame(bytes);
    if (frame.kind === "columns") results.push({ columns: columnsOf(frame), rows: [] });
    if (frame.kind === "rows") results.at(-1)?.rows.push(...firstRowsOf(frame));
    if (frame.kind === "failure") failure ??= failurePayload.parse(saidBy(frame)).message;
  }
  return { results, failure };
}

function columnsOf(frame: Frame): ReadColumn[] {
  const { columns } = columnsPayload.parse(saidBy(frame));
  return columns.map(({ name, masked }) => ({
    name,
    isMasked: masked !== "pass" && masked !== "scan",
  }));
}

/** As many as are shown. */
function* firstRowsOf(frame: Frame): Generator<(string | null)[]> {
  let count = 0;
  for (const cells of rowsOf(frame)) {
    if (count === READ_LIMITS.rowsMax) return;
    count += 1;
    yield cells.map((cell) => (cell === null ? null : cut(textOf(cell))));
  }
}

function cut(text: string): string {
  const { cellCharactersMax } = READ_LIMITS;
  return text.length > cellCharactersMax ? `${text.slice(0, cellCharactersMax)}…` : text;
}
