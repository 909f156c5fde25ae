import type { MaskKind } from "@/domain/masking/masking-rule";
import type { Span } from "@/domain/masking/scan-spec";

/** Another package that finds personal data in a text and writes something else in its place. */
export interface Redactor {
  readonly name: string;
  /** Of our kinds those that it says it knows; the others are not held against it. */
  readonly kinds: readonly MaskKind[];
  redact(text: string): Promise<string>;
  /** What it finds of those kinds, in bytes. */
  spansOf(text: string): Promise<readonly Span[]>;
}

/** A span of characters as one of bytes. */
export function spanOfBytes(
  text: string,
  [start, end]: readonly [number, number],
  kind: MaskKind,
): Span {
  const bytesBefore = (at: number) => Buffer.byteLength(text.slice(0, at));
  return { start: bytesBefore(start), end: bytesBefore(end), kind };
}
