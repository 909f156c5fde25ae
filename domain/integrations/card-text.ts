import { fitText, visibleLine, visibleText } from "./visible-text";

/**
 * Texts of people inside an Adaptive Card. They stand in text runs, which know no Markdown; what is left
 * is `{{DATE(…)}}`, which a card's reader would see as another text than was written.
 */
const FUNCTION = /\{\{(?=DATE\(|TIME\()/gi;
const NO_BREAK_SPACE = "\u00a0";

export function cardLine(text: string, charactersMax: number): string {
  return fitText(withoutFunctions(visibleLine(text)), (same) => same, charactersMax).text;
}

export interface CardLines {
  readonly lines: readonly string[];
  readonly isWhole: boolean;
}

/** A text line by line, since a run has no lines of its own; what indents a line is kept. */
export function cardLines(
  text: string,
  limits: { readonly charactersMax: number; readonly linesMax: number },
): CardLines {
  const fitted = fitText(withoutFunctions(visibleText(text)), (same) => same, limits.charactersMax);
  const all = fitted.text.split("\n");
  const lines = all.slice(0, limits.linesMax).map(withIndent);
  return { lines, isWhole: fitted.isWhole && lines.length === all.length };
}

function withIndent(line: string): string {
  const kept = line
    .replace(/\t/g, "  ")
    .replace(/^ +| {2,}/g, (run) => NO_BREAK_SPACE.repeat(run.length));
  return kept === "" ? NO_BREAK_SPACE : kept;
}

function withoutFunctions(text: string): string {
  return text.replace(FUNCTION, "{\u200b{");
}
