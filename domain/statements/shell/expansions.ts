/** A parameter whose value is put in as it is. */
export const HARMLESS_PARAMETER = /\$(?:[A-Za-z_]\w*|[0-9@*#?$!-]|\{[A-Za-z_]\w*\})/y;

/** Where the backtick is that ends a command; negative: nowhere. */
export function closingTick(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === "`") return at;
    if (text[at] === "\\") at += 1;
  }
  return -1;
}

/** Where the bracket is that ends what begins here; what is in quotes does not count. */
export function closingBracket(text: string, from: number, close: ")" | "}"): number {
  const open = close === ")" ? "(" : "{";
  let depth = 1;
  for (let at = from; at < text.length; at += 1) {
    const letter = text[at];
    if (letter === "\\") at += 1;
    else if (letter === "'") at = endOfQuote(text, at);
    else if (letter === open) depth += 1;
    else if (letter === close) depth -= 1;
    if (depth === 0) return at;
  }
  return -1;
}

/** A single quote without an end ends with the text. */
function endOfQuote(text: string, at: number): number {
  const end = text.indexOf("'", at + 1);
  return end < 0 ? text.length : end;
}
