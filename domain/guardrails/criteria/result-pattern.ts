/** A text or a cell of the result has a part that the pattern describes (RE2: no look-around). */
export interface ResultPatternCriterion {
  readonly kind: "result-pattern";
  readonly pattern: string;
  readonly ignoreCase: boolean;
}
