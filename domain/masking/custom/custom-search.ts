import { type CompiledPattern, compilePattern } from "../../guardrails/output/engine";
import { WordFinder } from "../../guardrails/output/word-finder";
import { isHex } from "../byte-class";
import { ContextWords } from "./context-words";
import { CUSTOM_LIMITS, type CustomKindDefinition } from "./custom-kind";

/** Bytes `start` to `end` are of the kind of this place among the definitions. */
export interface CustomSpan {
  readonly start: number;
  readonly end: number;
  readonly definition: number;
  /** It is more than one match, and only its placeholder may be shown. */
  readonly isUnsure?: true;
}

/** Where a text stands, and what is asked between two looks at it. */
export interface Searching {
  /** The column of the cell; `null` for a text outside of cells. */
  readonly column: string | null;
  /** Throws when there is no time left. */
  readonly check: () => void;
}

interface Sought {
  readonly patterns: readonly CompiledPattern[];
  readonly context: ContextWords | null;
}

const BACKSLASH = 0x5c;
const LOWER_X = 0x78;
const NOTHING: readonly CustomSpan[] = [];

/** Custom kinds, made ready once. Throws when a pattern of theirs cannot be compiled. */
export class CustomSearch {
  private readonly sought: readonly Sought[];
  private readonly words: WordFinder;
  private readonly hasWords: boolean;

  constructor(definitions: readonly CustomKindDefinition[]) {
    this.sought = definitions.map((one) => ({
      patterns: one.patterns.map((pattern) => compiled(pattern, one)),
      context: one.context.length === 0 ? null : new ContextWords(one.context),
    }));
    const words = definitions.flatMap(({ words, ignoreCase }, rule) =>
      words.map((word) => ({ rule, word, ignoreCase })),
    );
    this.words = new WordFinder(words);
    this.hasWords = words.length > 0;
  }

  /** Every match of every kind, in no order; they may overlap. Bytes written in hex are looked into. */
  find(text: Uint8Array, searching: Searching): readonly CustomSpan[] {
    const found = this.findPlain(text, searching);
    const inHex = this.findInHex(text, searching);
    return inHex.length === 0 ? found : [...found, ...inHex];
  }

  private findPlain(text: Uint8Array, searching: Searching): readonly CustomSpan[] {
    let found = this.hasWords ? this.findWords(text, searching) : NOTHING;
    for (const [definition, { patterns }] of this.sought.entries()) {
      for (const pattern of patterns) {
        searching.check();
        if (text.byteLength * pattern.steps > CUSTOM_LIMITS.stepsOfTextMax) {
          found = [...found, wholeOf(text, definition)]; // A look cannot be broken off.
          continue;
        }
        if (!pattern.matches(text)) continue;
        found = [...found, ...this.matchesOf(pattern, text, { definition, ...searching })];
      }
    }
    return found;
  }

  private findWords(text: Uint8Array, searching: Searching): readonly CustomSpan[] {
    searching.check();
    const { matchesMax } = CUSTOM_LIMITS;
    const hits = this.words.find(text, matchesMax);
    const [first] = hits;
    if (first === undefined) return NOTHING;
    if (hits.length >= matchesMax) return [wholeOf(text, first.rule)];
    return hits
      .filter(({ rule, start }) => this.counts(rule, text, { at: start, ...searching }))
      .map(({ rule, start, end }) => ({ start, end, definition: rule }));
  }

  /** Where there are too many, or the text is too large, all of it is one, whatever the context. */
  private matchesOf(
    pattern: CompiledPattern,
    text: Uint8Array,
    { definition, ...searching }: Searching & { readonly definition: number },
  ): readonly CustomSpan[] {
    const { matchesMax, toldApartBytesMax } = CUSTOM_LIMITS;
    if (text.byteLength > toldApartBytesMax) return [wholeOf(text, definition)];
    const matches = pattern.find(text, matchesMax, searching.check);
    if (matches.length >= matchesMax) return [wholeOf(text, definition)];
    return matches
      .filter(([at, end]) => end > at && this.counts(definition, text, { at, ...searching }))
      .map(([start, end]) => ({ start, end, definition }));
  }

  private counts(
    definition: number,
    text: Uint8Array,
    { at, column }: Searching & { readonly at: number },
  ): boolean {
    const context = this.sought[definition]?.context ?? null;
    if (context === null || (column !== null && context.isInName(column))) return true;
    return context.standBefore(text, at);
  }

  /** `\x` and hex digits, as bytea is written: where the bytes hold something, all digits are it. */
  private findInHex(text: Uint8Array, searching: Searching): readonly CustomSpan[] {
    let found: CustomSpan[] | null = null;
    for (let at = text.indexOf(BACKSLASH); at !== -1; at = text.indexOf(BACKSLASH, at + 1)) {
      if (text[at + 1] !== LOWER_X) continue;
      let end = at + 2;
      while (isHex(text[end] ?? 0)) end += 1;
      const bytes = Buffer.from(text.subarray(at + 2, end)).toString("latin1");
      const [first] = this.findPlain(Buffer.from(bytes, "hex"), searching);
      if (first === undefined) continue;
      found ??= [];
      found.push({ start: at, end, definition: first.definition });
    }
    return found ?? NOTHING;
  }
}

function wholeOf({ byteLength }: Uint8Array, definition: number): CustomSpan {
  return { start: 0, end: byteLength, definition, isUnsure: true };
}

function compiled(pattern: string, { name, ignoreCase }: CustomKindDefinition): CompiledPattern {
  const answer = compilePattern(pattern, ignoreCase);
  if (answer.kind === "compiled") return answer.pattern;
  throw new TypeError(`a pattern of the kind ${name} cannot be compiled`);
}
