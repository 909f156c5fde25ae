import { isRefusalCode, type PublicRefusal, publicRefusal } from "@/domain/refusal";

const MARK = "refusal ";

/** A refusal as an error's digest, the one field of a server's error that reaches the browser. */
export function encodeDigest({ code, because }: PublicRefusal): string {
  return `${MARK}${code} ${because}`;
}

export function decodeDigest(digest: string | undefined): PublicRefusal | null {
  if (!digest?.startsWith(MARK)) return null;
  const [code = "", ...because] = digest.slice(MARK.length).split(" ");
  return isRefusalCode(code) ? publicRefusal(code, because.join(" ")) : null;
}
