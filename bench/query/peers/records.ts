const LINE_END = 0x0a;
const QUOTE = 0x22;

/** What a body of one record a line held; the last one as text, so that a cut answer is noticed. */
export interface Records {
  readonly count: number;
  readonly last: string;
}

/** Counts the records of a CSV body as they come; nothing but the newest one is kept. */
export async function readRecords(body: AsyncIterable<Uint8Array>): Promise<Records> {
  let isQuoted = false;
  let count = 0;
  let last = "";
  let begun: Uint8Array[] = [];
  for await (const chunk of body) {
    let start = 0;
    let lastStart = -1;
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at];
      if (byte === QUOTE) isQuoted = !isQuoted;
      else if (byte === LINE_END && !isQuoted) {
        count += 1;
        lastStart = start;
        start = at + 1;
      }
    }
    if (lastStart >= 0) {
      last = textOf([...(lastStart === 0 ? begun : []), chunk.subarray(lastStart, start)]);
      begun = [];
    }
    begun.push(chunk.subarray(start));
  }
  // The last record needs no line end.
  const rest = textOf(begun);
  return rest === "" ? { count, last: last.trimEnd() } : { count: count + 1, last: rest };
}

function textOf(pieces: readonly Uint8Array[]): string {
  return Buffer.concat(pieces).toString("utf8");
}
