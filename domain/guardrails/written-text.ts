import type { TextCriterion } from "./criteria/criterion";
import { GUARDRAIL_LIMITS } from "./guardrail";
import { compilePattern } from "./output/engine";
import { WordFinder } from "./output/word-finder";

type Matcher = (text: Uint8Array) => boolean;

/** Made ready once for as long as the rule itself is kept. */
const MATCHERS = new WeakMap<TextCriterion, Matcher>();

/**
 * The whole text of a command as it was written: all its statements together, so that nothing is split
 * to pass by. Searched once for each criterion, whatever the number of statements.
 */
export class WrittenText {
  private readonly text: string;
  private bytes: Uint8Array | null = null;
  private readonly answers = new Map<TextCriterion, boolean>();

  constructor(text: string) {
    this.text = text;
  }

  /** `null`: it is too long to be searched. */
  meets(criterion: TextCriterion): boolean | null {
    if (this.text.length > GUARDRAIL_LIMITS.searchedCharactersMax) return null;
    const known = this.answers.get(criterion);
    if (known !== undefined) return known;
    this.bytes ??= new TextEncoder().encode(this.text);
    const answer = matcherOf(criterion)(this.bytes);
    this.answers.set(criterion, answer);
    return answer;
  }
}

function matcherOf(criterion: TextCriterion): Matcher {
  const known = MATCHERS.get(criterion);
  if (known !== undefined) return known;
  const made = makeMatcher(criterion);
  MATCHERS.set(criterion, made);
  return made;
}

function makeMatcher(criterion: TextCriterion): Matcher {
  const { ignoreCase } = criterion;
  if (criterion.kind === "text-words") {
    const words = criterion.words.map((word) => ({ rule: 0, word, ignoreCase }));
    const finder = new WordFinder(words);
    return (text) => finder.find(text, 1).length > 0;
  }
  const answer = compilePattern(criterion.pattern, ignoreCase);
  // One that cannot be used is never kept; here it counts as met.
  return answer.kind === "compiled" ? (text) => answer.pattern.matches(text) : () => true;
}
