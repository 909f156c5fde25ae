import type { StatementKind } from "../facts";

/** What a text truly does on a server; `error`: no server takes it. */
export type Truth = Exclude<StatementKind, "unknown"> | "error";

/** Which rows of the table that it is about a write touches there. */
export type Rows = "every" | "some";

/** One text that was made to be taken for something else, or that is easily taken for it. */
export interface CorpusEntry {
  readonly sql: string;
  readonly truth: Truth;
  /** Told of what updates or deletes. */
  readonly rows: Rows | null;
  /** It reaches files or programs of the target's machine: a person without rights to it is refused. */
  readonly outside: boolean;
  readonly because: string;
}

export type CorpusLabel = Truth | "write every" | "write some" | `${Truth} outside`;
export type CorpusLine = readonly [sql: string, label: CorpusLabel, because: string];

export function entriesOf(lines: readonly CorpusLine[]): CorpusEntry[] {
  return lines.map(([sql, label, because]) => {
    const [truth, more] = label.split(" ");
    const rows = more === "every" || more === "some" ? more : null;
    return { sql, truth: truth as Truth, rows, outside: more === "outside", because };
  });
}
