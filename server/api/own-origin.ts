import type { IncomingMessage } from "node:http";

type Asked = Pick<IncomingMessage, "method" | "headers">;

/**
 * Whether a request may act with the cookies it carries. What changes something must name our own
 * origin: the configured address, or the host it was sent to. A browser never lets a page lie here.
 */
export function isOwnOrigin({ method, headers }: Asked, ownUrl: string): boolean {
  if (headers["sec-fetch-site"] === "cross-site") return false;
  if (method === "GET" || method === "HEAD") return true;
  const { origin, host } = headers;
  if (origin === undefined || !URL.canParse(origin)) return false;
  const given = new URL(origin);
  const own = new URL(ownUrl);
  if (given.origin === own.origin) return true;
  // Plain HTTP under our name is written by whoever sits on the line.
  const weaker = own.protocol === "https:" && given.protocol !== "https:";
  return !weaker && host !== undefined && given.host === host;
}
