import { formatCount } from "@/ui/bytes";
import { Note } from "@/ui/note";

/** What a ceiling means, to be read beside the command. */
export function ceilingWords(rowsMax: number | null): string {
  if (rowsMax === null) return "no row ceiling";
  return `at most ${formatCount(rowsMax)} ${rowsMax === 1 ? "row" : "rows"}, else rolled back`;
}

export function RowCeiling({ rowsMax }: { readonly rowsMax: number | null }) {
  if (rowsMax === null) return null;
  return <Note>It may change {ceilingWords(rowsMax)}.</Note>;
}

/** The ceiling that somebody typed: empty is none; `undefined` is no number of rows. */
export function ceilingTyped(text: string, rowsMaxMax: number): number | null | undefined {
  if (text.trim() === "") return null;
  const rows = Number(text.trim());
  return /^\d+$/.test(text.trim()) && rows <= rowsMaxMax ? rows : undefined;
}
