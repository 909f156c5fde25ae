/** Where each page of a list after the first begins; the last one is shown. */
export type Trail = readonly string[];

const LIMITS = { cursorCharactersMax: 100, pagesMax: 30 } as const;
/** In no cursor. */
const SEPARATOR = "~";

export function readTrail(word: string | readonly string[] | undefined): Trail {
  if (typeof word !== "string") return [];
  return word
    .split(SEPARATOR)
    .filter((cursor) => cursor !== "" && cursor.length <= LIMITS.cursorCharactersMax)
    .slice(-LIMITS.pagesMax);
}

export function writeTrail(trail: Trail): string {
  return trail.slice(-LIMITS.pagesMax).join(SEPARATOR);
}

/** The addresses of the pages around the one that is shown; `null` where there is none. */
export function neighbours(
  trail: Trail,
  nextCursor: string | null,
  addressOf: (trail: Trail) => string,
): { readonly previous: string | null; readonly next: string | null } {
  return {
    previous: trail.length === 0 ? null : addressOf(trail.slice(0, -1)),
    next: nextCursor === null ? null : addressOf([...trail, nextCursor]),
  };
}
