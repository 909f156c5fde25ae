/** Every "no" about masking rules, but that of a result that could not be masked. */
export const MASKING_REFUSALS = {
  "MASKING.EXISTS": { status: "conflict", next: "Choose another name." },
  "MASKING.CHANGED": {
    status: "conflict",
    next: "Reload the page, look at what changed and save again.",
  },
  "MASKING.COMPARED": {
    status: "forbidden",
    next: "Show the column as it stands, and leave it out of conditions, orders, groups and calculations; or ask an admin whether a group of yours may be exempt.",
  },
} as const;
