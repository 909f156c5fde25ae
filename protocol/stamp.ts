import { createHash } from "node:crypto";
import { MASK_KINDS, type MaskingRules } from "@/domain/masking/masking-rule";
import { STAMP_BYTES } from "./frame";

/**
 * Names one set of masking rules: the first 8 bytes of SHA-256 over its canonical JSON. Gateway and
 * agent each make it from the rules they hold; a frame whose stamp differs was masked by other rules.
 */
export function stampOf(rules: MaskingRules): Uint8Array {
  const canonical = JSON.stringify({
    version: rules.version,
    detectors: rules.detectors,
    columns: rules.columns.map(({ schema, table, column, kind }) => {
      return { schema, table, column, kind };
    }),
    // Left out by JSON where there are none.
    replacements: rules.replacements && MASK_KINDS.map((kind) => rules.replacements?.[kind]),
    keyFingerprint: rules.keyFingerprint,
    custom: rules.custom?.map(({ name, patterns, words, context, ignoreCase, replacement }) => {
      return { name, patterns, words, context, ignoreCase, replacement };
    }),
  });
  const digest = createHash("sha256").update(canonical, "utf8").digest();
  return new Uint8Array(digest.subarray(0, STAMP_BYTES));
}

export function sameStamp(one: Uint8Array, other: Uint8Array): boolean {
  return (
    one.byteLength === STAMP_BYTES &&
    other.byteLength === STAMP_BYTES &&
    one.every((byte, index) => byte === other[index])
  );
}
