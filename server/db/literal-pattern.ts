/** What LIKE finds a text by anywhere, letter by letter: no character of it is a wildcard. */
export function literalPattern(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
}
