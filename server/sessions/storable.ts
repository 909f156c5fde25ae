/**
 * A text as the store can hold it. PostgreSQL has no NUL and no half of a surrogate pair; a text that
 * came from an agent or a file may have both, and must not keep a session from being closed.
 */
export function storable(text: string): string {
  return text.replaceAll("\0", "").replaceAll(/\p{Cs}/gu, "\uFFFD");
}

export function isStorable(text: string): boolean {
  return storable(text) === text;
}
