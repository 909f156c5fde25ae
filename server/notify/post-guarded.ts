import { type IncomingMessage, type RequestOptions, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { AddressRefused, guardedLookup, objectionToLiteral, type Resolve } from "./guarded-lookup";

export interface GuardedPost {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly allowPrivateAddresses: boolean;
}

export interface PostLimits {
  readonly resolve: Resolve;
  /** From the first look-up to the last byte of the answer. */
  readonly timeoutMs: number;
  readonly responseBytesMax: number;
}

export type Posted =
  | {
      readonly kind: "answered";
      readonly status: number;
      /** The beginning of the body. */
      readonly text: string;
      readonly retryAfter: string | undefined;
    }
  | { readonly kind: "refused"; readonly because: string }
  | { readonly kind: "unreachable"; readonly because: string };

/** POSTs to an address that an admin typed: only where the gateway may be sent, in bounded time and memory. */
export async function postGuarded(post: GuardedPost, limits: PostLimits): Promise<Posted> {
  const url = new URL(post.url);
  const because = objectionToLiteral(url.hostname, post.allowPrivateAddresses);
  if (because !== null) return { kind: "refused", because };
  const signal = AbortSignal.timeout(limits.timeoutMs);
  try {
    return await send(url, post, { ...limits, signal });
  } catch (error) {
    if (error instanceof AddressRefused) return { kind: "refused", because: error.message };
    const seconds = limits.timeoutMs / 1000;
    if (signal.aborted) {
      return { kind: "unreachable", because: `No answer within ${seconds} seconds.` };
    }
    return { kind: "unreachable", because: `It was not reached: ${causeOf(error)}.` };
  }
}

type Sending = PostLimits & { readonly signal: AbortSignal };

/** Node's client follows no redirect, keeps no connection here and asks no proxy. */
async function send(url: URL, post: GuardedPost, sending: Sending): Promise<Posted> {
  const options: RequestOptions = {
    ...{ method: "POST", agent: false, signal: sending.signal },
    headers: { ...post.headers, "content-length": Buffer.byteLength(post.body) },
    lookup: guardedLookup(sending.resolve, post.allowPrivateAddresses),
  };
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const request = (url.protocol === "https:" ? requestHttps : requestHttp)(url, options, resolve);
    request.on("error", reject);
    request.end(post.body);
  });
  const text = await beginningOf(response, sending.responseBytesMax);
  const retryAfter = response.headers["retry-after"];
  return { kind: "answered", status: response.statusCode ?? 0, text, retryAfter };
}

/** Reads no more than it keeps; leaving the loop ends the connection. */
async function beginningOf(response: IncomingMessage, bytesMax: number): Promise<string> {
  const kept: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    kept.push(chunk);
    bytes += chunk.length;
    if (bytes >= bytesMax) break;
  }
  return Buffer.concat(kept).subarray(0, bytesMax).toString("utf8");
}

/** Of several addresses tried, the error of the first; an aggregate has no words of its own. */
function causeOf(error: unknown): string {
  if (error instanceof AggregateError) return causeOf(error.errors[0]);
  return error instanceof Error ? error.message : "nothing answered";
}
