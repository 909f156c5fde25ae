import { createHash } from "node:crypto";
import type { Hash } from "@/domain/recording/recording-format";

/** SHA-256 for the chain of a recording. */
export const chainHash: Hash = (parts) => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
};
