/** What a spreadsheet takes for the beginning of a formula; also behind a line break or a space. */
const FORMULA = /^\s*[=+\-@\t\r]/;

/** A number of either sign is nothing but itself. */
const NUMBER = /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i;

/**
 * One line of CSV (RFC 4180), every cell quoted. A text that a spreadsheet would run gets an
 * apostrophe before it, which spreadsheets show as text.
 */
export function csvLine(cells: readonly (string | null)[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

function csvCell(text: string | null): string {
  if (text === null) return "";
  const isFormula = FORMULA.test(text) && !NUMBER.test(text);
  const safe = isFormula ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
