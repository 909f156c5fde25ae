/** Any of these words stands in a text or a cell of the result, wherever. */
export interface ResultWordsCriterion {
  readonly kind: "result-words";
  readonly words: readonly string[];
  readonly ignoreCase: boolean;
}
