/** Every "no" about integrations and deliveries; `domain/refusal-table.ts` holds them all. */
export const INTEGRATION_REFUSALS = {
  "CHAT.LINK_INVALID": {
    status: "not-found",
    next: "Ask for a new one in Slack with /gatehouse link; it works once and for 15 minutes.",
  },
  "CHAT.NOT_LINKED": {
    status: "not-found",
    next: "Reload your account page: it may be unlinked already, or linked to somebody else since.",
  },
  "DELIVERY.OPEN": {
    status: "conflict",
    next: "Wait until it is told or given up; only then it can be sent again.",
  },
  "INTEGRATION.EXISTS": { status: "conflict", next: "Choose another name." },
  "INTEGRATION.CHANGED": {
    status: "conflict",
    next: "Reload the page, look at what changed and save again.",
  },
  "INTEGRATION.IN_USE": {
    status: "conflict",
    next: "Take it out of the access rules that name it first, or turn it off.",
  },
  "INTEGRATION.LIMIT": { status: "conflict", next: "Delete one that is not used any more." },
} as const;
