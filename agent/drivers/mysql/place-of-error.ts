const NEAR = /near '(.*)' at line \d+$/s;

/**
 * Where in the whole text the server points to, in characters from 1: the server quotes what stands
 * there. `null` when it does not, or when that stands in more than one place.
 */
export function placeOf(
  message: string,
  { statement, from }: { readonly statement: string; readonly from: number },
): number | null {
  const near = NEAR.exec(message)?.[1] ?? "";
  if (near === "") return null;
  const at = statement.indexOf(near, from);
  if (at < 0 || statement.indexOf(near, at + 1) >= 0) return null;
  return [...statement.slice(0, at)].length + 1;
}
