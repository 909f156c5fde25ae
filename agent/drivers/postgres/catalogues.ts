import type { PostgresSettings } from "@/domain/connections/postgres-settings";
import { buildCatalogue } from "@/domain/masking/lineage/build-catalogue";
import { type Catalogue, NOTHING_PROTECTED } from "@/domain/masking/lineage/catalogue";
import { needsCatalogue } from "@/domain/masking/lineage/needs-catalogue";
import type { ColumnMaskingRule } from "@/domain/masking/masking-rule";
import { Refusal } from "@/domain/refusal";
import type { StatementKind, StatementParser } from "@/domain/statements/facts";
import type { DriverEvent } from "../driver";
import { catalogueQuery, readCatalogueRows } from "./catalogue-query";
import type { PostgresLink } from "./connect";
import { Exchange } from "./exchange";
import { queryMessage } from "./messages";
import { firstCells } from "./preview-steps";

export const CATALOGUE_LIMITS = {
  targetsMax: 64,
  /** What somebody else changes in a target's catalogue is known after this at the latest… */
  freshMsMin: 5_000,
  /** …or, where reading it takes long, after so many times as long as that took… */
  freshTimesReading: 20,
  /** …and never later than this. */
  freshMsMax: 60_000,
  rowsMax: 100_000,
  bytesMax: 64 * 1024 * 1024,
  durationSecondsMax: 20,
} as const;

const PLAIN_KINDS: readonly StatementKind[] = ["read", "write", "transaction", "utility"];

interface Kept {
  readonly catalogue: Catalogue;
  readonly freshUntil: number;
}

export interface CatalogueWish {
  readonly link: PostgresLink;
  readonly rules: readonly ColumnMaskingRule[];
  readonly statement: string;
}

/**
 * What is protected in each target. Read on the session's own connection before its statement, kept
 * for a while, and forgotten before and after each statement of this agent that may change it.
 */
export class Catalogues {
  private readonly kept = new Map<string, Kept>();
  /** Grows with each change: what was read meanwhile is not kept. */
  private changes = 0;
  private readonly parser: StatementParser;
  private readonly nowMs: () => number;

  constructor(parser: StatementParser, nowMs: () => number = () => performance.now()) {
    this.parser = parser;
    this.nowMs = nowMs;
  }

  /** Throws a Refusal when it must be read and cannot be: then nothing may be sent. */
  async of({ link, rules, statement }: CatalogueWish): Promise<Catalogue> {
    if (rules.length === 0) return NOTHING_PROTECTED;
    const key = keyOf(link.settings, rules);
    const kept = this.kept.get(key);
    if (kept !== undefined && this.nowMs() < kept.freshUntil) return kept.catalogue;
    if (!needsCatalogue(this.parser.trees(statement))) return NOTHING_PROTECTED;
    const { changes } = this;
    const askedAt = this.nowMs();
    const catalogue = await this.read(link, rules);
    const took = this.nowMs() - askedAt;
    const { freshMsMin, freshMsMax, freshTimesReading } = CATALOGUE_LIMITS;
    const freshMs = Math.min(freshMsMax, Math.max(freshMsMin, took * freshTimesReading));
    if (changes === this.changes) this.keep(key, { catalogue, freshUntil: askedAt + freshMs });
    return catalogue;
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
    this.kept.clear();
  }

  private keep(key: string, kept: Kept): void {
    this.kept.delete(key);
    this.kept.set(key, kept);
    const [oldest] = this.kept.keys();
    if (this.kept.size > CATALOGUE_LIMITS.targetsMax && oldest !== undefined) {
      this.kept.delete(oldest);
    }
  }

  private async read(link: PostgresLink, rules: readonly ColumnMaskingRule[]): Promise<Catalogue> {
    // Compiling the question takes the server many times as long as answering it.
    const sql = `BEGIN READ ONLY; SET LOCAL jit = off; ${catalogueQuery(rules)}; COMMIT`;
    const rows = await rowsOf(link, sql);
    try {
      return buildCatalogue(rules, readCatalogueRows(rows), (text) => this.parser.trees(text));
    } catch (error) {
      throw new Refusal("MASKING.FAILED", UNREAD, {
        error: error instanceof Error ? error.name : "",
      });
    }
  }
}

const UNREAD =
  "What the target's catalogue says of its columns could not be read, so nothing was sent.";

async function rowsOf(link: PostgresLink, sql: string): Promise<string[]> {
  const exchange = new Exchange(link, CATALOGUE_LIMITS, false);
  const timer = setTimeout(
    () => link.socket.destroy(),
    CATALOGUE_LIMITS.durationSecondsMax * 1_000,
  );
  const sent = exchange.send(queryMessage(sql)).then(() => exchange.done());
  const events: DriverEvent[] = [];
  for (let event = await exchange.next(); event !== null; event = await exchange.next()) {
    events.push(event.kind === "rows" ? { ...event, bytes: new Uint8Array(event.bytes) } : event);
  }
  await sent;
  clearTimeout(timer);
  const outcome = exchange.outcome();
  if (outcome === null) return firstCells(events);
  if (outcome.code === "TARGET.LOST") throw outcome;
  throw new Refusal("MASKING.FAILED", UNREAD, { code: outcome.code });
}

function keyOf(settings: PostgresSettings, rules: readonly ColumnMaskingRule[]): string {
  const { host, port, database, username } = settings;
  return JSON.stringify([host, port, database, username, rules]);
}
