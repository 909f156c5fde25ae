/** How old the knowledge of the rules may be that a command is decided by. A claim reads them afresh. */
const FRESH_MS_MAX = 1_000;

/**
 * The rules as commands found them in the last second. Whoever changes one forgets them here; a change
 * made through another gateway is seen within the second that people are promised.
 */
export class KnownRules<Rule> {
  private found: { readonly rules: readonly Rule[]; readonly untilMs: number } | null = null;

  async list(read: () => Promise<readonly Rule[]>): Promise<readonly Rule[]> {
    const nowMs = performance.now();
    if (this.found !== null && nowMs < this.found.untilMs) return this.found.rules;
    const rules = await read();
    this.found = { rules, untilMs: nowMs + FRESH_MS_MAX };
    return rules;
  }

  forget(): void {
    this.found = null;
  }
}
