/** What a text of CSV is cut at; what is more is a fault of the text, never left out in silence. */
export interface CsvLimits {
  readonly rowsMax: number;
  readonly columnsMax: number;
}

export type CsvReading =
  | { readonly kind: "rows"; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: "fault"; readonly because: string };

/** A cell in quotes, in which two stand for one, or one without; then what ends it. */
const CELL = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|\n|\r|$)/y;

/**
 * Reads comma-separated text (RFC 4180; a line may end in LF too). Every line must have as many cells
 * as the first; lines without a character are passed over.
 */
export function readCsv(text: string, { rowsMax, columnsMax }: CsvLimits): CsvReading {
  const rows: string[][] = [];
  let at = 0;
  while (at < text.length) {
    const line = readLine(text, at);
    if (line === null) return fault(`Line ${rows.length + 1} has a quote where none can stand.`);
    at = line.end;
    if (line.isEmpty) continue;
    rows.push(line.cells);
    const wanted = rows[0]?.length ?? 0;
    if (line.cells.length !== wanted) {
      return fault(`Line ${rows.length} has ${line.cells.length} cells, the first has ${wanted}.`);
    }
    if (wanted > columnsMax) return fault(`More than ${columnsMax} columns.`);
    if (rows.length > rowsMax) return fault(`More than ${rowsMax} lines.`);
  }
  return { kind: "rows", rows };
}

interface CsvLine {
  readonly cells: string[];
  readonly end: number;
  readonly isEmpty: boolean;
}

/** `null` where a quote is not closed, or stands in the middle of a cell. */
function readLine(text: string, start: number): CsvLine | null {
  const cells: string[] = [];
  CELL.lastIndex = start;
  for (;;) {
    const found = CELL.exec(text);
    if (found === null) return null;
    const [whole, quoted, plain = "", ending = ""] = found;
    cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (ending === ",") continue;
    const isEmpty = cells.length === 1 && whole === ending;
    return { cells, end: CELL.lastIndex, isEmpty };
  }
}

function fault(because: string): CsvReading {
  return { kind: "fault", because };
}
