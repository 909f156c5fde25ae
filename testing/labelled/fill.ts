import type { SeededRandom } from "../personal-data";

const UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/**
 * A pattern with its places filled: `#` any digit, `X` 1 to 9, `N` 2 to 9, `?` a capital letter,
 * `*` a capital letter or digit, `~` a hex digit. All else stays.
 */
export function fill(random: SeededRandom, pattern: string): string {
  return pattern.replace(/[#XN?*~]/g, (place) => {
    switch (place) {
      case "#":
        return random.digits(1);
      case "X":
        return String(random.between(1, 9));
      case "N":
        return String(random.between(2, 9));
      case "?":
        return random.pick(Array.from(UPPER));
      case "~":
        return random.hex(1);
      default:
        return random.pick(Array.from(`${UPPER}0123456789`));
    }
  });
}
