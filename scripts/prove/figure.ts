/** One line of what is proved: what was found, what it had to be. */
export interface Proof {
  readonly what: string;
  readonly found: string;
  readonly goal: string;
  readonly holds: boolean;
}

const WHAT_WIDTH = 58;
const FOUND_WIDTH = 26;

export function lineOf({ what, found, goal, holds }: Proof): string {
  const mark = holds ? "✓" : "✗";
  return `${mark} ${what.padEnd(WHAT_WIDTH)} ${found.padEnd(FOUND_WIDTH)} ${goal}`;
}

/** `N passed, N failed` of an output's end, or null when it never came so far. */
function countsIn(output: string): { passed: number; failed: number } | null {
  const found = [...output.matchAll(/^(\d+) passed, (\d+) failed$/gm)].at(-1);
  return found === undefined ? null : { passed: Number(found[1]), failed: Number(found[2]) };
}

/** A run that counts its tests: all passed, at least one ran. */
export function proofOfRun(what: string, ok: boolean, output: string): Proof {
  const counts = countsIn(output);
  const found = counts === null ? "no count" : `${counts.passed} passed, ${counts.failed} failed`;
  const holds = ok && counts !== null && counts.failed === 0 && counts.passed > 0;
  return { what, found, goal: "all pass, some ran", holds };
}
