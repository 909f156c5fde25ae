import type { AnyKind } from "../masking/masking-rule";

/** How an engine describes one column of a result. */
export interface Column {
  readonly name: string;
  /** The engine's type, as people write it: `text`, `int4`, `timestamptz`; `oid:16385` when unknown. */
  readonly type: string;
  /** PostgreSQL's type OID; what decides whether a column may hold text. 0 when there is none. */
  readonly typeId: number;
  /** Where the value comes from when the engine says so: what column masking is decided on. */
  readonly origin: ColumnOrigin | null;
  /**
   * The kind of a protected column that could flow into it, `null` for none; absent where nobody
   * could tell. By the target's catalogue and the statement, not by its name.
   */
  readonly protectedAs?: AnyKind | null;
  /** It is a column of a table, and its cells are what the table has: no statement or view made them. */
  readonly isStored?: boolean;
}

export interface ColumnOrigin {
  /** PostgreSQL: the table's OID and the attribute's number. */
  readonly relationId: number;
  readonly attribute: number;
}
