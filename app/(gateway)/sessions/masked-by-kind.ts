import type { AnyKind } from "@/domain/masking/masking-rule";

export interface MaskedLine {
  readonly result: number;
  readonly column: string | null;
  readonly kind: AnyKind;
  readonly count: number;
}

/** How many values of each kind, the most first. */
export function maskedByKind(
  lines: readonly Pick<MaskedLine, "kind" | "count">[],
): readonly { readonly kind: AnyKind; readonly count: number }[] {
  const counts = new Map<AnyKind, number>();
  for (const { kind, count } of lines) counts.set(kind, (counts.get(kind) ?? 0) + count);
  return [...counts]
    .map(([kind, count]) => ({ kind, count }))
    .filter(({ count }) => count > 0)
    .sort((one, other) => other.count - one.count);
}
