import type { Token } from "./tokens";

/** The word or sign that stands there; of a quoted name or a text nothing. */
export function wordAt(tokens: readonly Token[], at: number): string {
  const token = tokens[at];
  return token?.kind === "word" || token?.kind === "sign" ? token.text : "";
}

/** Where the first of these words stands outside of all brackets; -1 where none does. */
export function indexAtTop(
  tokens: readonly Token[],
  words: readonly string[],
  from: number = 0,
): number {
  let depth = 0;
  for (let at = from; at < tokens.length; at += 1) {
    const word = wordAt(tokens, at);
    if (word === "(") depth += 1;
    if (word === ")") depth -= 1;
    if (depth === 0 && words.includes(word) && wordAt(tokens, at - 1) !== ".") return at;
  }
  return -1;
}
