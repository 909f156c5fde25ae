const UNITS = [
  { word: "day", seconds: 86_400 },
  { word: "hour", seconds: 3_600 },
  { word: "minute", seconds: 60 },
  { word: "second", seconds: 1 },
] as const;

/** A time as people say it: `5 minutes`, `1 hour`, `1 day 12 hours`. */
export function timeInWords(seconds: number): string {
  const parts: string[] = [];
  let rest = Math.max(0, Math.floor(seconds));
  for (const unit of UNITS) {
    const count = Math.floor(rest / unit.seconds);
    if (count > 0) parts.push(counted(count, unit.word));
    rest -= count * unit.seconds;
  }
  return parts.length === 0 ? "no time" : parts.join(" ");
}

export function counted(count: number, word: string, plural = `${word}s`): string {
  return `${count} ${count === 1 ? word : plural}`;
}

/** `a`, `a and b`, `a, b and c`; after the first `most`, how many others there are. */
export function listInWords(
  words: readonly string[],
  joint: "and" | "or",
  most = Number.POSITIVE_INFINITY,
): string {
  const others = words.length - most;
  // "1 other" is no shorter than its name.
  const shown = others > 1 ? [...words.slice(0, most), `${others} others`] : words;
  const last = shown.at(-1) ?? "";
  return shown.length < 2 ? last : `${shown.slice(0, -1).join(", ")} ${joint} ${last}`;
}
