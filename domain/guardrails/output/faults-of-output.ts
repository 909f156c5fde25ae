import { type Criterion, isAboutResults, type ResultCriterion } from "../criteria/criterion";
import { REPLACEMENT } from "../guard-output";
import { GUARDRAIL_LIMITS, type GuardrailAction } from "../guardrail";
import { type CompiledPattern, compilePattern } from "./engine";
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
  return criterion.kind === "result-words" ? faultOfWords(criterion) : faultOfPattern(criterion);
}

function faultOfWords({
  words,
  ignoreCase,
}: Extract<ResultCriterion, { kind: "result-words" }>): string | null {
  if (words.length === 0) return "It names no word.";
  if (words.some((word) => [...word].length < WORD_CHARACTERS_MIN)) {
    return `A word has ${WORD_CHARACTERS_MIN} characters at least.`;
  }
  const { resultWordsCharactersMax } = GUARDRAIL_LIMITS;
  if (words.join("").length > resultWordsCharactersMax) {
    return `Its words are longer than ${resultWordsCharactersMax} characters together.`;
  }
  const finder = new WordFinder(words.map((word) => ({ rule: 0, word, ignoreCase })));
  return finder.find(REPLACED, 1).length > 0 ? FINDS_ITSELF : null;
}

const FINDS_ITSELF = `It would find ${REPLACEMENT}, which stands where something was replaced.`;

function faultOfPattern({
  pattern,
  ignoreCase,
}: Extract<ResultCriterion, { kind: "result-pattern" }>): string | null {
  if (pattern === "") return "It has no pattern.";
  const answer = compilePattern(pattern, ignoreCase);
  if (answer.kind === "refused") return `Its pattern cannot be used: ${answer.because}.`;
  return faultOfCompiled(answer.pattern);
}

function faultOfCompiled(pattern: CompiledPattern): string | null {
  const { patternStepsMax } = GUARDRAIL_LIMITS;
  if (pattern.steps > patternStepsMax) return "Its pattern is too large; repeat less in it.";
  if (pattern.matches(EMPTY)) return "Its pattern matches where nothing stands: it would meet all.";
  return pattern.matches(REPLACED) ? FINDS_ITSELF : null;
}
