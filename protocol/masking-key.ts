import { createHmac, createSecretKey, randomBytes } from "node:crypto";
import { digestOf } from "@/domain/masking/replacements/keyed-stream";
import type { KeyedDigest } from "@/domain/masking/replacements/replacement";

const KEY_BYTES = 32;
const FINGERPRINT_BYTES = 8;

/** A key for hashes and fakes, as text: one for an installation. */
export function makeMaskingKey(): string {
  return randomBytes(KEY_BYTES).toString("base64");
}

export function digestWith(maskingKey: string): KeyedDigest {
  const key = createSecretKey(maskingKey, "base64");
  return (text) => createHmac("sha256", key).update(text).digest();
}

/** Names the key in the stamp of a frame and says nothing of it. */
export function fingerprintOf(maskingKey: string): string {
  const question = { use: "fingerprint", kind: "", of: new Uint8Array() };
  const digest = digestOf(digestWith(maskingKey), question).subarray(0, FINGERPRINT_BYTES);
  return Buffer.from(digest).toString("hex");
}

/** What the box of a key is sealed for: it opens as no credential, and in no other session. */
export function contextOfMaskingKey(sessionId: string): string {
  return `${sessionId}/masking-key`;
}
