import { createHash } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import type { Logger } from "pino";
import { PrismaClient } from "@/prisma/generated/client";
import type { Db, Listening, Sql, Tx } from "./db";
import { listen } from "./listen";
import { isLostRace } from "./lost-race";

const POOL_CONNECTIONS_MAX = 10;
const CONNECT_MS_MAX = 10_000;
const TRANSACTION_MS_MAX = 30_000;
/** How long a transaction may wait for a free connection before it is refused. */
const WAIT_MS_MAX = 10_000;
const RETRIES_MAX = 3;
const RETRY_PAUSE_MS = 5;
/** Statements kept prepared on a connection; what Prisma writes is a small, fixed set of texts. */
const PREPARED_MAX = 300;
/** An empty name means "parse it each time" to `pg`. */
const UNPREPARED = "";

/** Prisma over one pool for what must be on disk, and one for what a recording also holds. */
export function connectDb(url: string, log: Logger): Db {
  const safe = openPool(url, log, "on");
  const quick = openPool(url, log, "off");
  const heard: Listening[] = [];
  return {
    read: safe.client,
    direct: safe.sql,
    quick: quick.sql,
    transaction: (work) => inTransaction(safe.client, work),
    quickTransaction: (work) => inTransaction(quick.client, work),
    listen(channel, listener) {
      const listening = listen(url, channel, { ...listener, log });
      heard.push(listening);
      return listening;
    },
    async close() {
      await Promise.all(heard.map((listening) => listening.close()));
      await Promise.all([safe.close(), quick.close()]);
    },
  };
}

interface OpenPool {
  readonly client: PrismaClient;
  readonly sql: Sql;
  close(): Promise<void>;
}

/** `commit` is PostgreSQL's synchronous_commit: set once a connection, not once a transaction. */
function openPool(url: string, log: Logger, commit: "on" | "off"): OpenPool {
  const pool = new pg.Pool({
    connectionString: url,
    max: POOL_CONNECTIONS_MAX,
    connectionTimeoutMillis: CONNECT_MS_MAX,
    application_name: "gatehouse",
    options: `-c synchronous_commit=${commit} -c timezone=UTC`,
  });
  const onConnectionError = (error: Error) => log.warn({ err: error }, "store connection lost");
  pool.on("error", onConnectionError);
  const nameOf = nameStatements();
  const adapter = new PrismaPg(pool, { statementNameGenerator: nameOf, onConnectionError });
  const client = new PrismaClient({
    adapter,
    transactionOptions: { maxWait: WAIT_MS_MAX, timeout: TRANSACTION_MS_MAX },
  });
  return {
    client,
    async sql<Row>(parts: TemplateStringsArray, ...values: unknown[]) {
      const text = parts.reduce((sql, part, index) => `${sql}$${index}${part}`);
      const { rows } = await pool.query({ name: nameOf({ sql: text }), text, values });
      return rows as Row[];
    },
    async close() {
      await client.$disconnect();
      await pool.end();
    },
  };
}

/** Names let PostgreSQL keep its plans. Texts past the limit go unprepared: a cache must not grow. */
function nameStatements(): (query: { sql: string }) => string {
  const names = new Map<string, string>();
  return ({ sql }) => {
    const known = names.get(sql);
    if (known !== undefined) return known;
    if (names.size >= PREPARED_MAX) return UNPREPARED;
    const name = `gatehouse_${createHash("sha256").update(sql).digest("hex").slice(0, 20)}`;
    names.set(sql, name);
    return name;
  };
}

async function inTransaction<T>(client: PrismaClient, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let retries = 0; ; retries += 1) {
    try {
      return await client.$transaction(work);
    } catch (error) {
      if (retries >= RETRIES_MAX || !isLostRace(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, RETRY_PAUSE_MS * 2 ** retries));
    }
  }
}
