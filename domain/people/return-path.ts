const PATH_CHARACTERS_MAX = 2000;
const HOME = "/";
const BASE = "http://gatehouse.invalid";

/**
 * Where to go after signing in: only a path of this gateway. Whatever could lead elsewhere (another
 * origin, `//host`, a backslash, a script) becomes the home page.
 */
export function safeReturnPath(wanted: string | null | undefined, ownOrigin?: string): string {
  if (!wanted || wanted.length > PATH_CHARACTERS_MAX) return HOME;
  const path =
    ownOrigin !== undefined && wanted.startsWith(`${ownOrigin}/`)
      ? wanted.slice(ownOrigin.length)
      : wanted;
  if (!/^\/(?![/\\])/.test(path) || hasControlOrBackslash(path)) return HOME;
  const url = new URL(path, BASE);
  if (url.origin !== BASE || url.pathname.startsWith("//")) return HOME;
  return `${url.pathname}${url.search}${url.hash}`;
}

function hasControlOrBackslash(path: string): boolean {
  return [...path].some(
    (character) => character === "\\" || character < " " || character === "\x7f",
  );
}
