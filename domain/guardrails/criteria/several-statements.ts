import { type Answer, holds } from "./reason";

/** More than one statement in one text. */
export interface SeveralStatementsCriterion {
  readonly kind: "several-statements";
}

/** What cannot be parsed may be several: nobody could count them. */
export function isOneOfSeveral(subject: {
  readonly index: number;
  readonly statements: number;
  readonly isParsed: boolean;
}): Answer {
  if (!subject.isParsed) return holds("unknown-effect");
  return subject.statements > 1 ? holds("one-of-several", String(subject.statements)) : null;
}
