/**
 * Whether `*` (any run of characters) and literal characters of the glob cover the whole name, upper
 * and lower case alike. Each literal part is taken at its leftmost place, which needs no backtracking.
 */
export function matchesGlob(glob: string, name: string): boolean {
  return covers(glob.toLowerCase(), name.toLowerCase());
}

function covers(glob: string, name: string): boolean {
  const [first = "", ...rest] = glob.split("*");
  const last = rest.pop();
  if (last === undefined) return name === first;
  if (!name.startsWith(first)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = name.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return name.length - last.length >= at && name.endsWith(last);
}
