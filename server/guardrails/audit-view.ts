import type { WrittenGuardrail } from "./guardrail-record";

/** What the audit trail shows of a guardrail. */
export function auditView(guardrail: WrittenGuardrail) {
  const { name, description, enabled, scope, action, message, criteria, examples } = guardrail;
  return {
    ...{ name, description, enabled, action, message },
    ...{ connections: [...scope.connections].sort(), tags: [...scope.tags].sort() },
    criteria: criteria.map((criterion) => JSON.stringify(criterion)),
    // Their statements may hold values that somebody pasted.
    examples: examples.length,
  };
}
