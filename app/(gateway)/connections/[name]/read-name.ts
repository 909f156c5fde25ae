import { notFound } from "next/navigation";

export type ConnectionParams = Promise<{ name: string }>;

const NAME_CHARACTERS_MAX = 64;

/** The name in the address. What cannot be decoded or is too long is no connection. */
export function readName({ name }: Awaited<ConnectionParams>): string {
  try {
    const decoded = decodeURIComponent(name);
    if (decoded !== "" && decoded.length <= NAME_CHARACTERS_MAX) return decoded;
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
  }
  return notFound();
}
