import type { PublicRefusal } from "@/domain/refusal";

const MARK = "refusal";

/** What an error page says of a refusal. */
export interface ToldRefusal {
  readonly code: string;
  readonly because: string;
  readonly next: string;
}

/**
 * A refusal as an error's digest, the one field of a server's error that reaches the browser. It
 * brings its words along, so that pages need not bring the words of all refusals.
 */
export function encodeDigest({ code, because, next }: PublicRefusal): string {
  return [MARK, code, because.replaceAll("\n", " "), next].join("\n");
}

export function decodeDigest(digest: string | undefined): ToldRefusal | null {
  const [mark, code, because, next] = digest?.split("\n") ?? [];
  if (mark !== MARK || code === undefined || because === undefined || next === undefined)
    return null;
  return { code, because, next };
}
