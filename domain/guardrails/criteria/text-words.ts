import type { WrittenText } from "../written-text";
import { type Answer, holds } from "./reason";

/** Any of these words stands in the text of the command, wherever, also within another word. */
export interface TextWordsCriterion {
  readonly kind: "text-words";
  readonly words: readonly string[];
  readonly ignoreCase: boolean;
}

export function hasAWord(criterion: TextWordsCriterion, text: WrittenText): Answer {
  const found = text.meets(criterion);
  if (found === null) return holds("text-too-long");
  return found ? holds("text-has-a-word") : null;
}
