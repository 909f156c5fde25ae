import type { ParsedText } from "../facts";
import { type Located, placed } from "../placed";
import { factsOfPipeline } from "./facts-of-list";
import { type Token, tokensOf } from "./tokens";

/** Larger texts are of unknown effect, as for PostgreSQL. */
const TEXT_CHARACTERS_MAX = 1024 * 1024;
const PIPELINES_MAX = 10_000;
/** A text in a text, in a text. */
const DEPTH_MAX = 4;
const NAMES_MAX = 200;
const UNPARSED: ParsedText = { kind: "unparsed", position: null };
/** Keys for a terminal, marks that nobody sees, spaces that some shells take for one. */
const NO_PLAIN_TEXT = /[^\P{C}\n\t]|[^\P{Z} ]/u;
const SEPARATES = new Set([";", "&", "&&", "||", "\n"]);

/** What a POSIX shell would run of it; what other shells read otherwise is of unknown effect. */
export function parseShell(text: string): ParsedText {
  if (text.length > TEXT_CHARACTERS_MAX || NO_PLAIN_TEXT.test(text)) return UNPARSED;
  const found = locate(text, 0);
  return found === null ? UNPARSED : { kind: "parsed", statements: placed(text, found) };
}

/** Null: it has no end, or too many parts. */
function locate(text: string, depth: number): Located[] | null {
  const tokens = tokensOf(text);
  if (tokens === null) return null;
  const found: Located[] = [];
  for (const part of partsOf(tokens)) {
    if (found.length === PIPELINES_MAX) return null;
    const facts = factsOfPipeline(part, (inner) => namesIn(inner, depth + 1));
    found.push({ facts, ...placeOf(part, text) });
  }
  return found;
}

/** Each pipeline; between two signs there is none. */
function partsOf(tokens: readonly Token[]): Token[][] {
  const parts: Token[][] = [[]];
  for (const token of tokens) {
    if (token.kind === "sign" && SEPARATES.has(token.text)) parts.push([]);
    else if (token.kind !== "remark" || token.isOpaque) parts.at(-1)?.push(token);
  }
  return parts.filter((part) => part.length > 0);
}

function placeOf(part: readonly Token[], text: string): { start: number; end: number } {
  const places = part.map((token) => (token.kind === "word" ? token.word : token));
  return { start: places[0]?.start ?? text.length, end: places.at(-1)?.end ?? text.length };
}

/** What is called in a text that another one carries; nothing where nobody can read it. */
function namesIn(text: string, depth: number): readonly string[] {
  const found = depth > DEPTH_MAX ? null : locate(text, depth);
  if (found === null) return [];
  return found.flatMap(({ facts }) => facts.calls).slice(0, NAMES_MAX);
}
