import { createHmac, timingSafeEqual } from "node:crypto";

export const SIGNATURE_LIMITS = { ageSecondsMax: 300, rememberedMax: 10_000 } as const;

export interface SignedRequest {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The bytes as they came: another spelling of the same fields has another signature. */
  readonly body: Uint8Array;
}

export type SignatureDenial = "unsigned" | "too-old" | "wrong" | "replayed" | "too-many";

/**
 * Checks that Slack sent a request: `v0` signature over time and body, not older (or younger) than five
 * minutes, and not seen before. Remembers what it let pass for as long as it would let it pass again;
 * when that is too much it refuses rather than forgets. A replay at another gateway is not noticed
 * here: what a click does is done once whoever clicks how often.
 */
export class SignatureCheck {
  /** Signature → when it is too old anyway. Times of arrival are nearly in order, so the oldest is first. */
  readonly #seen = new Map<string, number>();
  readonly #now: () => Date;

  constructor(now: () => Date) {
    this.#now = now;
  }

  /** Why the request is not Slack's; null when it is. */
  denialOf({ headers, body }: SignedRequest, signingSecret: string): SignatureDenial | null {
    const signature = headers["x-slack-signature"];
    const timestamp = headers["x-slack-request-timestamp"];
    // An empty secret would make anybody's signature right.
    if (typeof signature !== "string" || signingSecret === "") return "unsigned";
    if (typeof timestamp !== "string" || !/^\d{1,12}$/.test(timestamp)) return "unsigned";
    const nowSeconds = this.#now().getTime() / 1_000;
    if (Math.abs(nowSeconds - Number(timestamp)) > SIGNATURE_LIMITS.ageSecondsMax) return "too-old";
    const right = signatureOf(body, { timestamp, signingSecret });
    if (!isSame(signature, right)) return "wrong";
    return this.#remember(right, { nowSeconds, timestamp: Number(timestamp) });
  }

  #remember(
    signature: string,
    { nowSeconds, timestamp }: { nowSeconds: number; timestamp: number },
  ): SignatureDenial | null {
    if (this.#seen.has(signature)) return "replayed";
    if (this.#seen.size >= SIGNATURE_LIMITS.rememberedMax) this.#forgetOld(nowSeconds);
    if (this.#seen.size >= SIGNATURE_LIMITS.rememberedMax) return "too-many";
    this.#seen.set(signature, timestamp + SIGNATURE_LIMITS.ageSecondsMax);
    return null;
  }

  #forgetOld(nowSeconds: number): void {
    for (const [signature, until] of this.#seen) {
      if (until < nowSeconds) this.#seen.delete(signature);
    }
  }
}

function signatureOf(
  body: Uint8Array,
  { timestamp, signingSecret }: { timestamp: string; signingSecret: string },
): string {
  const mac = createHmac("sha256", signingSecret).update(`v0:${timestamp}:`).update(body);
  return `v0=${mac.digest("hex")}`;
}

function isSame(given: string, right: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(right)];
  return one.length === other.length && timingSafeEqual(one, other);
}
