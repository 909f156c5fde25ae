/** A text as SQL, the same under either setting of standard_conforming_strings. */
export function literal(text: string): string {
  return `E'${text.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
}
