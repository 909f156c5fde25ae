import { createHash, randomUUID } from "node:crypto";
import type { GatewayClient, RunEnd } from "../gateway-client";
import { RefusedError } from "../refused-answer";
import type { Random } from "../seeded-random";
import { originalIn } from "./people";

export const CONNECTION = "chaos-target";

/** What one client saw of one session: enough to compare with its recording later. */
export interface Seen {
  readonly sessionId: string;
  /** SHA-256 of each delivered record, by its index. */
  readonly records: ReadonlyMap<number, string>;
  readonly end: RunEnd;
  /** The mark that the statement writes, or null for a read. */
  readonly mark: string | null;
}

export interface LoadReport {
  readonly seen: readonly Seen[];
  /** Marks whose submission got no answer: they may have run, once. */
  readonly unanswered: readonly string[];
  readonly refused: number;
  /** Originals found in what was delivered. */
  readonly leaks: readonly string[];
}

interface Statement {
  readonly sql: string;
  readonly mark: string | null;
}

/** One client that submits one statement after another until it is stopped or loses its connection. */
export class Load {
  readonly #client: GatewayClient;
  readonly #random: Random;
  readonly #seen: Seen[] = [];
  readonly #unanswered: string[] = [];
  readonly #leaks: string[] = [];
  readonly #loop: Promise<void>;
  #refused = 0;
  #stopping = false;

  constructor(client: GatewayClient, random: Random) {
    this.#client = client;
    this.#random = random;
    this.#loop = this.#work();
  }

  /** Waits for the statement under way to end, one way or the other. */
  async stop(): Promise<LoadReport> {
    this.#stopping = true;
    await this.#loop;
    return {
      seen: this.#seen,
      unanswered: this.#unanswered,
      refused: this.#refused,
      leaks: this.#leaks,
    };
  }

  async #work(): Promise<void> {
    while (!this.#stopping) {
      const statement = chooseStatement(this.#random);
      try {
        this.#seen.push(await this.#submit(statement));
      } catch (error) {
        if (error instanceof RefusedError) {
          this.#refused += 1;
          await new Promise((resolve) => setTimeout(resolve, 100));
          continue;
        }
        if (statement.mark !== null) this.#unanswered.push(statement.mark);
        return;
      }
    }
  }

  async #submit({ sql, mark }: Statement): Promise<Seen> {
    const records = new Map<number, string>();
    const run = await this.#client.run(CONNECTION, sql, {
      record: (index, _frame, bytes) => {
        records.set(index, digestOf(bytes));
        // The input record is what the person typed; everything else comes from the target.
        const leak = index === 0 ? null : originalIn(bytes);
        if (leak !== null) this.#leaks.push(`record ${index} of: ${sql}: ${leak}`);
      },
    });
    return { sessionId: run.sessionId, records, end: await run.ended, mark };
  }
}

/** Writes that leave a mark, whole tables, slow queries, errors with a value in them. */
function chooseStatement(random: Random): Statement {
  const dice = random.next();
  const mark = randomUUID();
  if (dice < 0.4) return { sql: `INSERT INTO marks (mark) VALUES ('${mark}')`, mark };
  if (dice < 0.7) return { sql: "SELECT * FROM customers", mark: null };
  if (dice < 0.85) {
    const sql = `INSERT INTO marks (mark) SELECT '${mark}' FROM pg_sleep(0.${random.between(1, 9)})`;
    return { sql, mark };
  }
  if (dice < 0.95) return { sql: "SELECT *, pg_sleep(0.001) FROM customers LIMIT 500", mark: null };
  return { sql: "SELECT email::int FROM customers", mark: null };
}

export function digestOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
