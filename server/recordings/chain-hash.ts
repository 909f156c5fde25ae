import { createHash } from "node:crypto";
import type { Hash } from "@/domain/recording/recording-format";

/** SHA-512/256 for the chain of a recording: a third faster than SHA-256 where no instruction computes that. */
export const chainHash: Hash = (parts) => {
  const hash = createHash("sha512-256");
  for (const part of parts) hash.update(part);
  return hash.digest();
};
