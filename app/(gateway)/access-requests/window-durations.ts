/** Durations that are offered for a window, up to the longest that the rules allow. */
const OFFERED_SECONDS = [900, 1_800, 3_600, 7_200, 14_400, 28_800, 86_400, 172_800] as const;

/** `secondsMax` itself is always among them: who needs the longest need not compute it. */
export function durationsUpTo(secondsMax: number | null): readonly number[] {
  if (secondsMax === null) return OFFERED_SECONDS;
  const shorter = OFFERED_SECONDS.filter((seconds) => seconds < secondsMax);
  return [...shorter, secondsMax];
}
