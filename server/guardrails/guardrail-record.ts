import type { Guardrail, GuardrailExample } from "@/domain/guardrails/guardrail";

/** A guardrail as its page shows it: what is decided by, and what people wrote about it. */
export interface GuardrailRecord extends Guardrail {
  readonly description: string;
  readonly examples: readonly GuardrailExample[];
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** What an admin writes of a guardrail. Its place among the others is another matter. */
export type WrittenGuardrail = Omit<
  GuardrailRecord,
  "id" | "version" | "priority" | "createdAt" | "updatedAt"
>;
