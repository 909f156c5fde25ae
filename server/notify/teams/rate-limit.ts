const RATE_LIMITS = { perSecondMax: 4, integrationsMax: 1_000 } as const;

interface Bucket {
  readonly tokens: number;
  readonly atMs: number;
}

/** At most four calls a second for one integration, which is what Teams takes; time is its caller's. */
export class RateLimit {
  readonly #buckets = new Map<string, Bucket>();

  /** Seconds until the next call may be made; 0 when this one may, and it is counted. */
  waitSeconds(integrationId: string, now: Date): number {
    const { perSecondMax } = RATE_LIMITS;
    const atMs = now.getTime();
    const known = this.#buckets.get(integrationId) ?? { tokens: perSecondMax, atMs };
    // A clock that was set back gives nothing and takes nothing.
    const gained = (Math.max(0, atMs - known.atMs) / 1_000) * perSecondMax;
    const tokens = Math.min(perSecondMax, known.tokens + gained);
    if (tokens < 1) return Math.max(1, Math.ceil((1 - tokens) / perSecondMax));
    this.#keep(integrationId, { tokens: tokens - 1, atMs: Math.max(atMs, known.atMs) });
    return 0;
  }

  #keep(integrationId: string, bucket: Bucket): void {
    this.#buckets.delete(integrationId);
    this.#buckets.set(integrationId, bucket);
    const [longestUnused] = this.#buckets.keys();
    const isFull = this.#buckets.size > RATE_LIMITS.integrationsMax;
    if (isFull && longestUnused !== undefined) this.#buckets.delete(longestUnused);
  }
}
