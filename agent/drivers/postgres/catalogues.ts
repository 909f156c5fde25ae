import { randomBytes } from "node:crypto";
import type { DatabaseSettings } from "@/domain/connections/database-settings";
import { buildCatalogue } from "@/domain/masking/lineage/build-catalogue";
import { type Catalogue, NOTHING_PROTECTED } from "@/domain/masking/lineage/catalogue";
import { ComparingJudge } from "@/domain/masking/lineage/judge-comparing";
import { needsCatalogue } from "@/domain/masking/lineage/needs-catalogue";
import type { ColumnMaskingRule } from "@/domain/masking/masking-rule";
import { Refusal } from "@/domain/refusal";
import type { StatementKind, StatementParser } from "@/domain/statements/facts";
import { catalogueMark } from "./catalogue-mark";
import { catalogueQuery, readCatalogueRows } from "./catalogue-query";
import type { PostgresLink } from "./connect";
import { readOnlyRows } from "./read-only-rows";

export const CATALOGUE_LIMITS = {
  targetsMax: 64,
  /** What somebody else changes in a target's catalogue is known after this at the latest… */
  freshMsMin: 5_000,
  /** …or, where it changes all the time and reading it takes long, after so many times as long… */
  freshTimesReading: 20,
  /** …and never later than this. */
  freshMsMax: 60_000,
  rowsMax: 100_000,
  bytesMax: 64 * 1024 * 1024,
  durationSecondsMax: 20,
} as const;

const PLAIN_KINDS: readonly StatementKind[] = ["read", "write", "transaction", "utility"];

interface Known {
  readonly catalogue: Catalogue;
  /** Only where a rule asks something of comparisons: it keeps all that was read of the target. */
  readonly judge: ComparingJudge | null;
  /** What it was read beside: as long as the target says the same, nothing changed. */
  readonly mark: string;
}

interface Kept extends Known {
  readonly freshUntil: number;
}

export interface CatalogueWish {
  readonly link: PostgresLink;
  readonly rules: readonly ColumnMaskingRule[];
  readonly statement: string;
}

/**
 * What is protected in each target. Read on the session's own connection before its statement and kept
 * for a while; after that, and after each statement of this agent that may change it, the target is
 * asked whether it changed, which takes a fraction of reading it.
 */
export class Catalogues {
  private readonly kept = new Map<string, Kept>();
  /** Grows with each change: what was read meanwhile is not kept. */
  private changes = 0;
  private readonly mark = catalogueMark(randomBytes(8).readBigUInt64BE() >> 1n);
  private readonly parser: StatementParser;
  private readonly nowMs: () => number;

  constructor(parser: StatementParser, nowMs: () => number = () => performance.now()) {
    this.parser = parser;
    this.nowMs = nowMs;
  }

  /** Throws a Refusal when it must be read and cannot be: then nothing may be sent. */
  async of(wish: CatalogueWish): Promise<Catalogue> {
    return (await this.known(wish))?.catalogue ?? NOTHING_PROTECTED;
  }

  /**
   * Who tells what the statement compares; `null`: it names nothing of the target, or no rule asks.
   * Throws like `of`.
   */
  async judge(wish: CatalogueWish): Promise<ComparingJudge | null> {
    return (await this.known(wish))?.judge ?? null;
  }

  /** `null`: of this statement nothing need be known. */
  private async known({ link, rules, statement }: CatalogueWish): Promise<Known | null> {
    if (rules.length === 0) return null;
    const key = keyOf(link.settings, rules);
    const kept = this.kept.get(key);
    if (kept !== undefined && this.nowMs() < kept.freshUntil) return kept;
    if (!needsCatalogue(this.parser.trees(statement))) return null;
    const { changes } = this;
    const askedAt = this.nowMs();
    const known = await this.look(link, rules, kept);
    const took = this.nowMs() - askedAt;
    const { freshMsMin, freshMsMax, freshTimesReading } = CATALOGUE_LIMITS;
    const freshMs = Math.min(freshMsMax, Math.max(freshMsMin, took * freshTimesReading));
    if (changes === this.changes) this.keep(key, { ...known, freshUntil: askedAt + freshMs });
    return known;
  }

  /** A statement that may change what names mean is about to run, or has run. */
  forgetIfChanging(statement: string): void {
    const parsed = this.parser.parse(statement);
    const isPlain =
      parsed.kind === "parsed" &&
      parsed.statements.every(
        // A function of somebody's own may run any text.
        ({ kind, unknownCalls }) => PLAIN_KINDS.includes(kind) && unknownCalls.length === 0,
      );
    if (isPlain) return;
    this.changes += 1;
    for (const [key, kept] of this.kept) {
      this.kept.set(key, { ...kept, freshUntil: Number.NEGATIVE_INFINITY });
    }
  }

  private async look(
    link: PostgresLink,
    rules: readonly ColumnMaskingRule[],
    kept: Kept | undefined,
  ): Promise<Known> {
    if (kept !== undefined) {
      const [mark] = await rowsOf(link, this.mark);
      if (mark === kept.mark) return kept;
    }
    return await this.read(link, rules);
  }

  private keep(key: string, kept: Kept): void {
    this.kept.delete(key);
    this.kept.set(key, kept);
    const [oldest] = this.kept.keys();
    if (this.kept.size > CATALOGUE_LIMITS.targetsMax && oldest !== undefined) {
      this.kept.delete(oldest);
    }
  }

  private async read(link: PostgresLink, rules: readonly ColumnMaskingRule[]): Promise<Known> {
    // The mark first: what changes between the two is noticed by the next look.
    const texts = await rowsOf(link, this.mark, catalogueQuery(rules));
    const [mark, ...facts] = texts;
    if (mark === undefined) throw new Refusal("MASKING.FAILED", UNREAD);
    try {
      const trees = (text: string) => this.parser.trees(text);
      const rows = readCatalogueRows(facts);
      const isAsked = rules.some(({ comparisons }) => comparisons !== undefined);
      const judge = isAsked ? new ComparingJudge(rules, rows, trees) : null;
      return { catalogue: buildCatalogue(rules, rows, trees), judge, mark };
    } catch (error) {
      throw new Refusal("MASKING.FAILED", UNREAD, {
        error: error instanceof Error ? error.name : "",
      });
    }
  }
}

const UNREAD =
  "What the target's catalogue says of its columns could not be read, so nothing was sent.";

async function rowsOf(link: PostgresLink, ...questions: readonly string[]): Promise<string[]> {
  const rows = await readOnlyRows(link, { questions, limits: CATALOGUE_LIMITS });
  if (Array.isArray(rows)) return rows;
  if (rows.code === "TARGET.LOST") throw rows;
  throw new Refusal("MASKING.FAILED", UNREAD, { code: rows.code });
}

function keyOf(settings: DatabaseSettings, rules: readonly ColumnMaskingRule[]): string {
  const { host, port, database, username } = settings;
  return JSON.stringify([host, port, database, username, rules]);
}
