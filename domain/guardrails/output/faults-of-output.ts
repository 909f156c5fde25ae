import {
  type Criterion,
  isAboutResults,
  type ResultCriterion,
  type TextCriterion,
} from "../criteria/criterion";
import { REPLACEMENT } from "../guard-output";
import { GUARDRAIL_LIMITS, type GuardrailAction } from "../guardrail";
import { compilePattern } from "./engine";
import { WordFinder } from "./word-finder";

const WORD_CHARACTERS_MIN = 2;
const REPLACED = new TextEncoder().encode(REPLACEMENT);
const EMPTY = new Uint8Array();

/** Why a rule mixes what is sent with what is returned; `null`: it does not. */
export function faultOfSides(
  action: GuardrailAction,
  criteria: readonly Criterion[],
): string | null {
  if (!criteria.some(isAboutResults)) {
    return action === "redact" ? "Only what is returned can be replaced." : null;
  }
  if (criteria.length > 1) return "A rule on what is returned has one criterion and no other.";
  if (action === "block" || action === "redact") return null;
  return "What is returned can be blocked or replaced; it is too late to ask or to warn.";
}

export function faultOfResult(criterion: ResultCriterion): string | null {
  return faultOfSought(criterion) ?? (findsItself(criterion) ? FINDS_ITSELF : null);
}

const FINDS_ITSELF = `It would find ${REPLACEMENT}, which stands where something was replaced.`;

function findsItself(criterion: ResultCriterion): boolean {
  const { ignoreCase } = criterion;
  if (criterion.kind === "result-words") {
    const words = criterion.words.map((word) => ({ rule: 0, word, ignoreCase }));
    return new WordFinder(words).find(REPLACED, 1).length > 0;
  }
  const answer = compilePattern(criterion.pattern, ignoreCase);
  return answer.kind === "compiled" && answer.pattern.matches(REPLACED);
}

/** Why words or a pattern cannot be looked for, in whatever text. */
export function faultOfSought(sought: ResultCriterion | TextCriterion): string | null {
  return "words" in sought ? faultOfWords(sought) : faultOfPattern(sought);
}

function faultOfWords({ words }: { readonly words: readonly string[] }): string | null {
  if (words.length === 0) return "It names no word.";
  if (words.some((word) => [...word].length < WORD_CHARACTERS_MIN)) {
    return `A word has ${WORD_CHARACTERS_MIN} characters at least.`;
  }
  const { resultWordsCharactersMax } = GUARDRAIL_LIMITS;
  if (words.join("").length <= resultWordsCharactersMax) return null;
  return `Its words are longer than ${resultWordsCharactersMax} characters together.`;
}

interface SoughtPattern {
  readonly pattern: string;
  readonly ignoreCase: boolean;
}

function faultOfPattern({ pattern, ignoreCase }: SoughtPattern): string | null {
  if (pattern === "") return "It has no pattern.";
  const answer = compilePattern(pattern, ignoreCase);
  if (answer.kind === "refused") return `Its pattern cannot be used: ${answer.because}.`;
  if (answer.pattern.steps > GUARDRAIL_LIMITS.patternStepsMax) {
    return "Its pattern is too large; repeat less in it.";
  }
  if (!answer.pattern.matches(EMPTY)) return null;
  return "Its pattern matches where nothing stands: it would meet all.";
}
