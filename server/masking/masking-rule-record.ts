import type { MaskingExample } from "@/domain/masking/failed-examples";
import type { MaskingRule } from "@/domain/masking/written-rule";

/** A masking rule as its page shows it: what is decided by, and what people wrote about it. */
export interface MaskingRuleRecord extends MaskingRule {
  readonly description: string;
  /** Run at every save. */
  readonly examples: readonly MaskingExample[];
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** What an admin writes of a masking rule. Its place among the others is another matter. */
export type WrittenMaskingRule = Omit<
  MaskingRuleRecord,
  "id" | "version" | "priority" | "createdAt" | "updatedAt"
>;
