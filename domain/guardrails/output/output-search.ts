import { type CompiledPattern, compilePattern } from "./engine";
import type { OutputRule } from "./output-rule";
import { type Hit, type SoughtWord, WordFinder } from "./word-finder";

/** Places looked for in one text; where there are more, all of it is what was found. */
export const HITS_MAX = 100;

interface SoughtPattern {
  readonly rule: number;
  readonly pattern: CompiledPattern;
}

const NO_HITS: readonly Hit[] = [];

/** Rules on results, made ready once. Throws when a pattern of theirs cannot be compiled. */
export class OutputSearch {
  readonly rules: readonly OutputRule[];
  private readonly words: WordFinder;
  private readonly patterns: readonly SoughtPattern[];

  constructor(rules: readonly OutputRule[]) {
    this.rules = rules;
    this.words = new WordFinder(rules.flatMap(wordsOf));
    this.patterns = rules.flatMap(patternsOf);
  }

  /** Where a text or a cell meets a rule: all words first, then each pattern. */
  find(text: Uint8Array): readonly Hit[] {
    const words = this.words.find(text, HITS_MAX);
    let hits: Hit[] | null = null;
    for (const { rule, pattern } of this.patterns) {
      if (!pattern.matches(text)) continue;
      hits ??= [...words];
      for (const [start, end] of pattern.find(text, HITS_MAX)) hits.push({ rule, start, end });
    }
    return hits ?? (words.length === 0 ? NO_HITS : words);
  }

  /** Whether any rule may find something between two bytes; where not, `find` finds nothing there. */
  mayMeet(text: Uint8Array, start: number, end: number): boolean {
    if (this.words.mayMeet(text, start, end)) return true;
    if (this.patterns.length === 0) return false;
    const part = text.subarray(start, end);
    return this.patterns.some(({ pattern }) => pattern.matches(part));
  }

  /** The first rule that is met and blocks. */
  blocking(hits: readonly Hit[]): OutputRule | null {
    const met = hits.map(({ rule }) => rule).sort((one, other) => one - other);
    const rules = met.map((at) => this.rules[at]);
    return rules.find((rule) => rule?.action === "block") ?? null;
  }
}

function wordsOf({ criterion }: OutputRule, rule: number): readonly SoughtWord[] {
  if (criterion.kind !== "result-words") return [];
  const { words, ignoreCase } = criterion;
  return words.map((word) => ({ rule, word, ignoreCase }));
}

function patternsOf({ name, criterion }: OutputRule, rule: number): readonly SoughtPattern[] {
  if (criterion.kind !== "result-pattern") return [];
  const answer = compilePattern(criterion.pattern, criterion.ignoreCase);
  if (answer.kind === "compiled") return [{ rule, pattern: answer.pattern }];
  throw new TypeError(`the pattern of guardrail “${name}” cannot be compiled`);
}
