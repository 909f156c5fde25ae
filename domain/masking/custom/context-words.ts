import { WordFinder } from "../../guardrails/output/word-finder";
import { byteAt, isHigh, isLetter } from "../byte-class";
import { CUSTOM_LIMITS } from "./custom-kind";

const NEWLINE = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** Words that must stand before a match, in the same line of the same cell or text, for it to count. */
export class ContextWords {
  private readonly finder: WordFinder;
  private readonly words: readonly string[];

  constructor(words: readonly string[]) {
    this.words = words.map((word) => word.toLowerCase());
    this.finder = new WordFinder(words.map((word) => ({ rule: 0, word, ignoreCase: true })));
  }

  /** Whether a column that is called so needs none of them in its cells. */
  isInName(column: string): boolean {
    const name = column.toLowerCase();
    return this.words.some((word) => name.includes(word));
  }

  /** Whether one ends right before `at`: whole, `contextBytesMax` bytes away at most. */
  standBefore(text: Uint8Array, at: number): boolean {
    // A word may begin before the bytes in which it must end.
    const { contextBytesMax, contextCharactersMax } = CUSTOM_LIMITS;
    const nearest = at - contextBytesMax;
    const from = Math.max(lineStart(text, at), nearest - 4 * contextCharactersMax - 1, 0);
    const near = text.subarray(from, at);
    return this.finder
      .find(near, near.byteLength * this.words.length + 1)
      .some(
        ({ start, end }) =>
          from + end >= nearest &&
          !isSpoken(byteAt(text, from + start - 1)) &&
          !isSpoken(byteAt(text, from + end)),
      );
  }
}

function lineStart(text: Uint8Array, at: number): number {
  let start = at;
  while (start > 0 && at - start <= 1024) {
    const before = text[start - 1];
    if (before === NEWLINE || before === CARRIAGE_RETURN) break;
    start -= 1;
  }
  return start;
}

function isSpoken(byte: number): boolean {
  return isLetter(byte) || isHigh(byte);
}
