import type { CheckTime } from "@/domain/masking/masker";
import { Refusal } from "@/domain/refusal";

const LIMITS = {
  /** While it lasts the gateway does nothing else. */
  searchMsMax: 1_000,
} as const;

/** Time to look for custom kinds in what an admin pasted, from now on. */
export function timeToSearch(): CheckTime {
  const began = performance.now();
  return () => {
    if (performance.now() - began <= LIMITS.searchMsMax) return;
    const because = `It takes longer than ${LIMITS.searchMsMax} ms to look for the kinds that the rules define.`;
    throw new Refusal("LIMIT.MASKING", because, LIMITS);
  };
}
