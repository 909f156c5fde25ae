import { createHash } from "node:crypto";
import type { Hash } from "@/domain/recording/recording-format";

/** SHA-256, which processors of the last years compute by an instruction, twice as fast as SHA-512/256. */
export const chainHash: Hash = (parts) => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
};
