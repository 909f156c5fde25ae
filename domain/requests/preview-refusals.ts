/** Every no of an effect preview. Nothing was changed by any of them. */
export const PREVIEW_REFUSALS = {
  "PREVIEW.REFUSED": {
    status: "forbidden",
    next: "Decide by the command itself. Whether previews are on, an admin sets on the connection.",
  },
  "PREVIEW.LOCKED": {
    status: "conflict",
    next: "Try again when the other transaction is over. Nothing was changed.",
  },
  "PREVIEW.TIME": {
    status: "too-many",
    next: "It is too slow to be previewed. Decide by the command itself; nothing was changed.",
  },
  "PREVIEW.BUSY": {
    status: "too-many",
    next: "Wait for the other preview of this request, or a minute. Nothing was changed.",
  },
} as const;
