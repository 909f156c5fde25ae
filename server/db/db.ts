import type { Prisma } from "@/prisma/generated/client";

/** What a store function takes: a transaction, or `db.read` for a query that needs none. */
export type Tx = Prisma.TransactionClient;

export interface Db {
  /** Reads outside a transaction. Writes go through `transaction`, with their audit line. */
  readonly read: Tx;
  /**
   * Each statement is a transaction of its own, committed like those of `quickTransaction`: one round
   * trip instead of three. For the single-statement writes on the way of every command.
   */
  readonly quick: Tx;
  /** One transaction; retried when PostgreSQL says it lost a race (40001, 40P01), at most 3 times. */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /**
   * Like `transaction`, but committed without waiting for the disk: survives a kill of any process,
   * may lose the last 200 ms at a power failure. For rows that a recording on disk also holds.
   */
  quickTransaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}
