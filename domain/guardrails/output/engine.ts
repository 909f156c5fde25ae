import { RE2JS } from "re2js";

/** A pattern that takes linear time, whatever it is held against. Offsets are bytes of UTF-8. */
export interface CompiledPattern {
  /** How much work one character is at most. */
  readonly steps: number;
  matches(text: Uint8Array): boolean;
  /** Where it matches, from left to right, not more often than this. `check` is called behind each. */
  find(
    text: Uint8Array,
    matchesMax: number,
    check?: () => void,
  ): readonly (readonly [number, number])[];
}

export type PatternAnswer =
  | { readonly kind: "compiled"; readonly pattern: CompiledPattern }
  | { readonly kind: "refused"; readonly because: string };

/** RE2 syntax: what would need backtracking, as a back-reference, is refused. */
export function compilePattern(pattern: string, ignoreCase: boolean): PatternAnswer {
  try {
    const compiled = RE2JS.compile(pattern, ignoreCase ? RE2JS.CASE_INSENSITIVE : 0);
    return { kind: "compiled", pattern: wrap(compiled) };
  } catch (error) {
    const because = error instanceof Error ? error.message : "it cannot be read";
    return { kind: "refused", because };
  }
}

function wrap(compiled: RE2JS): CompiledPattern {
  return {
    steps: compiled.programSize(),
    matches: (text) => compiled.test(text),
    find(text, matchesMax, check) {
      const found: [number, number][] = [];
      const matcher = compiled.matcher(text);
      while (found.length < matchesMax && matcher.find()) {
        found.push([matcher.start(), matcher.end()]);
        check?.();
      }
      return found;
    },
  };
}
