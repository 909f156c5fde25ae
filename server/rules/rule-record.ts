import type { AccessRule } from "@/domain/requests/access-rule";

/** A rule as its page shows it: what is decided by, and what people wrote about it. */
export interface RuleRecord extends AccessRule {
  readonly description: string;
  /** The connection whose own tab made it; null for one of the page of rules. */
  readonly ownConnection: string | null;
  /** Names of the integrations that are told of its requests; none: those that are told of every one. */
  readonly tells: readonly string[];
  /** The ids of the same. */
  readonly told: readonly string[];
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** What an admin writes of a rule. */
export type WrittenRule = Omit<
  RuleRecord,
  "id" | "version" | "ownConnection" | "told" | "createdAt" | "updatedAt"
>;

/** Rules that name a group: some by name, and how many there are. */
export interface RulesOfGroup {
  readonly rows: readonly { readonly id: string; readonly name: string }[];
  readonly total: number;
}
