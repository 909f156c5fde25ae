/** Every "no" about masking rules, but that of a result that could not be masked. */
export const MASKING_REFUSALS = {
  "MASKING.EXISTS": { status: "conflict", next: "Choose another name." },
  "MASKING.CHANGED": {
    status: "conflict",
    next: "Reload the page, look at what changed and save again.",
  },
  "MASKING.EXAMPLES": {
    status: "invalid",
    next: "Correct the rule or the example that fails; the form names it.",
  },
  "MASKING.COMPARED": {
    status: "forbidden",
    next: "Show the column as it stands, and leave it out of conditions, orders, groups and calculations; or ask an admin whether a group of yours may be exempt.",
  },
  "MASKING.UNAPPROVABLE": {
    status: "forbidden",
    next: "Leave the column out of conditions, orders, groups and calculations; or ask an admin for an access rule that takes what guardrails send.",
  },
  "MASKING.PROBE_BUSY": {
    status: "too-many",
    next: "Wait for the other probe of this connection, or stop it.",
  },
  "MASKING.PROBE_HELD": {
    status: "forbidden",
    next: "A probe waits for no approval. Ask for a window, or have the access rule leave out a group of yours; then probe again.",
  },
  "MASKING.SPENT": {
    status: "too-many",
    next: "Leave the column out of conditions, orders, groups and calculations, or ask again when the day is over.",
  },
} as const;
