import { type Answer, holds } from "./reason";

/** A text that PostgreSQL's own parser cannot read. */
export interface UnparsedCriterion {
  readonly kind: "unparsed";
}

export function isUnparsed({ isParsed }: { readonly isParsed: boolean }): Answer {
  return isParsed ? null : holds("not-parsed");
}
