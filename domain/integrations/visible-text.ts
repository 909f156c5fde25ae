/** A text that was made to fit, and whether all of it is there. */
export interface FittedText {
  readonly text: string;
  readonly isWhole: boolean;
}

/**
 * What a reader would not see and what changes what they see: control characters but tab and line
 * feed, marks that reverse the direction of text (a command that reads otherwise than it runs), and
 * halves of characters.
 */
const UNSEEN = /(?![\t\n])\p{Cc}|[\u200e\u200f\u202a-\u202e\u2066-\u2069]|\p{Surrogate}/gu;

/** The text with one kind of line end and every unseen character named where it stands. */
export function visibleText(text: string): string {
  return text.replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, "\n").replace(UNSEEN, nameOf);
}

function nameOf(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
  return `‹U+${code.padStart(4, "0")}›`;
}

/** The same on one line: a name or a tag cannot begin a line of its own. */
export function visibleLine(text: string): string {
  return visibleText(text).replace(/\s+/g, " ").trim();
}

/**
 * As much of the text as fits when every character is written as `write` says. Never cuts a character
 * or what it is written as; what is cut is said by an ellipsis within the limit.
 */
export function fitText(
  text: string,
  write: (character: string) => string,
  charactersMax: number,
): FittedText {
  const cut = "…";
  let fitted = "";
  let fittedWithCut = "";
  for (const character of text) {
    fitted += write(character);
    if (fitted.length > charactersMax) return { text: `${fittedWithCut}${cut}`, isWhole: false };
    if (fitted.length + cut.length <= charactersMax) fittedWithCut = fitted;
  }
  return { text: fitted, isWhole: true };
}

/** As many lines as fit, and how many more there are. */
export function fitLines(lines: readonly string[], charactersMax: number): string {
  const rest = (left: number) => (left === 0 ? "" : `\nand ${left} more`);
  let fitted = "";
  for (const [index, line] of lines.entries()) {
    const longer = index === 0 ? line : `${fitted}\n${line}`;
    const left = lines.length - index - 1;
    if (longer.length + rest(left).length > charactersMax) {
      return `${fitted}${rest(left + 1)}`.trimStart();
    }
    fitted = longer;
  }
  return fitted;
}
