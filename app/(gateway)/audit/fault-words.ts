import type { ChainFault } from "@/domain/audit/verify-chain";

/** What is wrong with the first bad row, in a sentence. */
export const FAULT_WORDS: Readonly<Record<ChainFault, string>> = {
  changed: "A row was changed after it was sealed.",
  removed: "A sealed row is gone.",
  inserted: "A row was inserted among older ones.",
  reordered: "Rows have changed places.",
  gap: "A position of the chain is missing.",
  unsealed: "A row was never sealed.",
};
