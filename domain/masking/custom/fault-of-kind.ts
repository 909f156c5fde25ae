import { compilePattern } from "../../guardrails/output/engine";
import { MASK_KINDS } from "../masking-rule";
import type { MaskingRule } from "../written-rule";
import {
  CUSTOM_LIMITS,
  CUSTOM_NAME,
  type CustomKindDefinition,
  customKindOf,
  isCustomKind,
} from "./custom-kind";

type Defining = Pick<MaskingRule, "kinds" | "columns">;

/** Built-in kinds, and what a column's plan is called where it is no kind. */
const TAKEN: ReadonlySet<string> = new Set([...MASK_KINDS, "pass", "scan"]);
const EMPTY = new Uint8Array();

/** Why the kinds that a rule defines, or its columns, cannot be as they are written; `null`: they can. */
export function faultOfKinds(rule: Defining): string | null {
  const known = new Set<string>(rule.kinds.map(({ name }) => customKindOf(name)));
  if (known.size < rule.kinds.length) return "Each kind has a name of its own.";
  const strange = rule.columns.find(({ kind }) => isCustomKind(kind) && !known.has(kind));
  if (strange !== undefined) {
    return `The column ${strange.column} is shown as a kind that this rule does not define.`;
  }
  for (const kind of rule.kinds) {
    const fault = faultOfKind(kind, rule);
    if (fault !== null) return `The kind ${kind.name}: ${fault}`;
  }
  return null;
}

function faultOfKind(kind: CustomKindDefinition, { columns }: Defining): string | null {
  const { name, patterns, words } = kind;
  if (!CUSTOM_NAME.test(name)) {
    return `its name has small letters, digits and hyphens, 2 to ${CUSTOM_LIMITS.nameCharactersMax}, a letter first.`;
  }
  if (TAKEN.has(name)) return "that name has a meaning of its own.";
  const isOfColumn = columns.some((column) => column.kind === customKindOf(name));
  if (patterns.length + words.length === 0 && !isOfColumn) {
    return "it has no pattern, no word and no column, so it finds nothing.";
  }
  return faultOfWords(kind) ?? faultOfPatterns(kind);
}

function faultOfWords({ words, context }: CustomKindDefinition): string | null {
  const { wordCharactersMin, wordsCharactersMax } = CUSTOM_LIMITS;
  if ([...words, ...context].some((word) => [...word.trim()].length < wordCharactersMin)) {
    return `a word has ${wordCharactersMin} characters at least.`;
  }
  if (words.join("").length <= wordsCharactersMax) return null;
  return `its words are longer than ${wordsCharactersMax} characters together.`;
}

function faultOfPatterns({ patterns, ignoreCase }: CustomKindDefinition): string | null {
  for (const pattern of patterns) {
    const answer = compilePattern(pattern, ignoreCase);
    if (answer.kind === "refused") return `its pattern cannot be used: ${answer.because}.`;
    if (answer.pattern.steps > CUSTOM_LIMITS.patternStepsMax) {
      return "its pattern is too large; repeat less in it.";
    }
    if (answer.pattern.matches(EMPTY)) return "its pattern matches where nothing stands.";
  }
  return null;
}
