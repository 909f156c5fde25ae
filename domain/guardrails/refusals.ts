/** Every "no" about guardrails, but that of a blocked command; `domain/refusal-table.ts` holds them all. */
export const GUARDRAIL_REFUSALS = {
  "GUARDRAIL.EXISTS": { status: "conflict", next: "Choose another name." },
  "GUARDRAIL.CHANGED": {
    status: "conflict",
    next: "Reload the page, look at what changed and save again.",
  },
  "GUARDRAIL.EXAMPLES": {
    status: "invalid",
    next: "Change the rule, or what the example expects of it.",
  },
  "GUARDRAIL.FAILED": {
    status: "unavailable",
    next: "Nothing was sent. Try again in a moment; if it stays, tell an admin: the log has the rest.",
  },
  "GUARDRAIL.REACHED": {
    status: "forbidden",
    next: "Change the statement, or ask an admin for an access rule that holds such commands anyway: what was approved runs.",
  },
  "GUARDRAIL.UNAPPROVABLE": {
    status: "forbidden",
    next: "Change the statement, or ask an admin for an access rule that takes what guardrails send.",
  },
} as const;
