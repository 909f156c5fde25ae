import type { Driver, DriverEvent } from "../agent/drivers/driver";
import type { DatabaseSettings } from "../domain/connections/database-settings";
import { cellAt, indexRows } from "../domain/rows/row-format";
import { type Effect, effectOfRows } from "../domain/statements/effect";
import type { PostgresTarget } from "./postgres-target";

type Row = readonly (string | null)[];

/** What a preview said, read from the driver's events. */
export interface Previewed {
  readonly end: string;
  readonly because: string;
  readonly effect: Effect | null;
  readonly names: readonly string[];
  readonly sample: readonly Row[];
  readonly failure: string | null;
}

const LIMITS = { rowsMax: 1_000, bytesMax: 1_000_000, durationSecondsMax: 30 };

interface PreviewOf {
  readonly driver: Driver;
  readonly target: PostgresTarget;
  readonly signal: AbortSignal;
}

/** Previews a statement as the target's superuser. */
export async function previewAt(
  { driver, target, signal }: PreviewOf,
  statement: string,
): Promise<Previewed> {
  const { superuser, password, port } = target;
  const settings: DatabaseSettings = {
    ...{ host: "127.0.0.1", port, database: "postgres", username: superuser },
    ...{ tls: "disable", tlsAuthority: "" },
  };
  const wish = {
    settings,
    password: () => password,
    readOnly: true,
    durationSecondsMax: 30,
    protects: [],
  };
  const session = await driver.open(wish, signal);
  const events: DriverEvent[] = [];
  try {
    for await (const event of session.preview(statement, LIMITS, signal)) events.push(event);
  } finally {
    await session.close();
  }
  return previewedOf(events);
}

function previewedOf(events: readonly DriverEvent[]): Previewed {
  const [effect, sample] = resultsOf(events);
  return {
    ...endOf(events),
    effect: effect === undefined ? null : effectOfRows(effect.rows),
    names: sample?.names ?? [],
    sample: sample?.rows ?? [],
  };
}

interface Result {
  readonly names: string[];
  readonly rows: Row[];
}

function resultsOf(events: readonly DriverEvent[]): Result[] {
  const results: Result[] = [];
  for (const event of events) {
    if (event.kind === "columns") {
      results.push({ names: event.columns.map(({ name }) => name), rows: [] });
    }
    if (event.kind === "rows") results.at(-1)?.rows.push(...rowsOf(event.bytes, results.at(-1)));
  }
  return results;
}

function endOf(events: readonly DriverEvent[]): Pick<Previewed, "end" | "because" | "failure"> {
  const last = events.at(-1);
  if (last?.kind !== "end") throw new Error("it has no end");
  const { code = "done", message = "" } = last.refusal ?? {};
  const [failure = null] = events.flatMap((event) =>
    event.kind === "failure" ? [Buffer.from(event.failure.message).toString()] : [],
  );
  return { end: code, because: message, failure };
}

function rowsOf(block: Uint8Array, result: { readonly names: string[] } | undefined): Row[] {
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
  return [...indexRows(block, 1_000)].map((row) =>
    (result?.names ?? []).map((_, column) => {
      const range = cellAt(view, row, column);
      return range === null ? null : Buffer.from(block.subarray(range.start, range.end)).toString();
    }),
  );
}
