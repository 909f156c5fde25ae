import type { Prisma } from "@/prisma/generated/client";

/** What a store function takes: a transaction, or `db.read` for a query that needs none. */
export type Tx = Prisma.TransactionClient;

export type SqlValue = string | number | boolean | Date | null | readonly string[];

/**
 * One statement straight to PostgreSQL, prepared once a connection, values bound: the few statements
 * that every command pays for do without the mapper. Answers plain rows; `bigint` comes as a string.
 */
export type Sql = <Row>(text: TemplateStringsArray, ...values: SqlValue[]) => Promise<Row[]>;

export interface Db {
  /** Reads outside a transaction. Writes go through `transaction`, with their audit line. */
  readonly read: Tx;
  /** A read on the way of every command. */
  readonly direct: Sql;
  /** A write on the way of every command: its own transaction, committed like `quickTransaction`. */
  readonly quick: Sql;
  /** One transaction; retried when PostgreSQL says it lost a race (40001, 40P01), at most 3 times. */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /**
   * Like `transaction`, but committed without waiting for the disk: survives a kill of any process,
   * may lose the last 200 ms at a power failure. For rows that a recording on disk also holds.
   */
  quickTransaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /**
   * Hears what triggers of the store say on one channel, until closed. What was said while the store
   * could not be heard is lost; `onBack` says that something may have been.
   */
  listen(
    channel: string,
    listener: { readonly onHeard: (payload: string) => void; readonly onBack: () => void },
  ): Listening;
  close(): Promise<void>;
}

export interface Listening {
  close(): Promise<void>;
}
