/**
 * Translates places in UTF-8 bytes to places in UTF-16 units, for the given places only. One walk
 * over the text, however many places.
 */
export function characterOffsets(
  { text, bytes }: { readonly text: string; readonly bytes: Uint8Array },
  places: readonly number[],
): (byte: number) => number {
  if (bytes.byteLength === text.length) return (byte) => byte; // Nothing but ASCII.
  const wanted = [...new Set(places)].sort((one, other) => one - other);
  const units = new Map<number, number>();
  let at = 0;
  let count = 0;
  for (const place of wanted) {
    for (; at < place && at < bytes.byteLength; at += 1) count += unitsStartedBy(bytes[at] ?? 0);
    units.set(place, count);
  }
  return (byte) => units.get(byte) ?? 0;
}

/** Continuation bytes start no character; four-byte characters are two UTF-16 units. */
function unitsStartedBy(byte: number): number {
  if ((byte & 0xc0) === 0x80) return 0;
  return byte >= 0xf0 ? 2 : 1;
}
