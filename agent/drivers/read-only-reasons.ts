import type { ReadOnlyObjection } from "@/domain/statements/read-only";

/** Why a statement is not sent on a read-only connection, in words. */
export const READ_ONLY_REASONS: Readonly<Record<ReadOnlyObjection, string>> = {
  "not-understood":
    "The connection is read-only, and the statement could not be understood: it may change something.",
  "not-a-read": "The connection is read-only, and the statement does not only read.",
  "reaches-outside":
    "The connection is read-only, and the statement reaches files or programs of the target's machine.",
  "calls-a-function-with-effects":
    "The connection is read-only, and the statement calls a function that acts outside of the transaction.",
};
