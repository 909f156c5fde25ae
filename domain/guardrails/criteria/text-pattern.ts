import type { WrittenText } from "../written-text";
import { type Answer, holds } from "./reason";

/** The text of the command has a part that the pattern describes (RE2: no look-around). */
export interface TextPatternCriterion {
  readonly kind: "text-pattern";
  readonly pattern: string;
  readonly ignoreCase: boolean;
}

export function fitsPattern(criterion: TextPatternCriterion, text: WrittenText): Answer {
  const found = text.meets(criterion);
  if (found === null) return holds("text-too-long");
  return found ? holds("text-fits-a-pattern") : null;
}
