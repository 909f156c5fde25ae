import type { StatementFacts } from "./facts";

/** What a statement does, and where it stands in its text, in UTF-16 units. */
export interface Located {
  readonly facts: Omit<StatementFacts, "startByte" | "endByte" | "start" | "end">;
  readonly start: number;
  readonly end: number;
}

/** With the same places in bytes; they come in order, so one walk is enough. */
export function placed(text: string, found: readonly Located[]): StatementFacts[] {
  const encoder = new TextEncoder();
  let at = 0;
  let bytes = 0;
  const bytesTo = (place: number) => {
    bytes += encoder.encode(text.slice(at, place)).byteLength;
    at = place;
    return bytes;
  };
  return found.map(({ facts, start, end }) => {
    const startByte = bytesTo(start);
    return { ...facts, startByte, endByte: bytesTo(end), start, end };
  });
}
