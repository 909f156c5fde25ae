const ROOMY = new WeakSet<Uint8Array>();

/**
 * Says that everything in front of these bytes, in the memory that they are a view into, is free to
 * write to until they are sent: what goes before them needs no copy of them. Only for bytes that are
 * sent to one receiver and one message at a time.
 */
export function roomBefore(bytes: Uint8Array): Uint8Array {
  ROOMY.add(bytes);
  return bytes;
}

/** All runs of bytes one after another, behind `before` bytes that the caller writes. */
export function withRoomFor(before: number, runs: readonly Uint8Array[]): Uint8Array {
  const [first] = runs;
  if (first !== undefined && runs.length === 1 && ROOMY.has(first) && first.byteOffset >= before) {
    return new Uint8Array(first.buffer, first.byteOffset - before, before + first.byteLength);
  }
  const total = runs.reduce((sum, bytes) => sum + bytes.byteLength, before);
  const whole = new Uint8Array(total);
  let at = before;
  for (const bytes of runs) {
    whole.set(bytes, at);
    at += bytes.byteLength;
  }
  return whole;
}
