import { invariant } from "@/domain/invariant";
import type { KeyedDigest } from "@/domain/masking/replacements/replacement";
import type { SessionOpen } from "@/protocol/agent-events";
import { contextOfMaskingKey, digestWith, fingerprintOf } from "@/protocol/masking-key";

/**
 * What hashes and fakes of a session are made with; `null` where its rules have none. Throws when the
 * key does not open, or is not the one that the rules, and so the stamp, name.
 */
export function maskingDigestOf(
  { sessionId, policy, maskingKey }: SessionOpen,
  unseal: (context: string, box: string) => string,
): KeyedDigest | null {
  if (maskingKey === undefined) return null;
  const key = unseal(contextOfMaskingKey(sessionId), maskingKey);
  const isNamed = fingerprintOf(key) === policy.masking.keyFingerprint;
  invariant(isNamed, "the key of the replacements is the one that the rules name");
  return digestWith(key);
}
