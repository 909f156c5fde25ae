import type { Actor } from "@/domain/people/user";
import { csvLine } from "@/domain/rows/csv";
import type { Deps } from "../deps";
import type { AuditExportFilter } from "./filter";
import { whereOf } from "./list-events";
import { recordAudit } from "./record-audit";
import { type EventPosition, pageEvents, type StoredEvent } from "./store";

export const EXPORT_FORMATS = ["csv", "jsonl"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

const EXPORT_LIMITS = { rowsPerPageMax: 1000, rowsMax: 5_000_000 } as const;

const COLUMNS = [
  ...["position", "id", "at", "actorId", "actorName", "event", "subject"],
  ...["origin", "before", "after", "hash", "sealedAt"],
] as const;

export interface ExportOrder {
  readonly actor: Actor;
  readonly origin: string;
  readonly format: ExportFormat;
  readonly filter: AuditExportFilter;
}

/** Notes who takes what, then gives it piece by piece, newest first, as slowly as it is read. */
export async function exportTrail(deps: Deps, order: ExportOrder): Promise<AsyncGenerator<string>> {
  const { actor, origin, format, filter } = order;
  await deps.db.transaction((tx) =>
    recordAudit(tx, {
      ...{ actor, origin, event: "audit.exported", subject: "audit trail" },
      after: { format, ...filter },
    }),
  );
  return piecesOf(deps, order);
}

async function* piecesOf(deps: Deps, { format, filter }: ExportOrder): AsyncGenerator<string> {
  if (format === "csv") yield csvLine(COLUMNS);
  const where = whereOf(filter);
  let after: EventPosition | null = null;
  for (let count = 0; count < EXPORT_LIMITS.rowsMax; ) {
    const rows: StoredEvent[] = await pageEvents(deps.db.read, {
      ...{ where, after, rowsMax: EXPORT_LIMITS.rowsPerPageMax },
    });
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows.map(format === "csv" ? csvOf : jsonOf).join("");
    if (rows.length < EXPORT_LIMITS.rowsPerPageMax) return;
    after = { at: last.at, id: last.id };
    count += rows.length;
  }
  const cut = `cut after ${EXPORT_LIMITS.rowsMax} events: export a shorter period`;
  yield format === "csv" ? csvLine([cut]) : `${JSON.stringify({ cut })}\n`;
}

function csvOf(event: StoredEvent): string {
  return csvLine(COLUMNS.map((column) => cellOf(event, column)));
}

function cellOf(event: StoredEvent, column: (typeof COLUMNS)[number]): string | null {
  return event[column];
}

/** `before` and `after` go out as the JSON they are: nothing of a large number is lost. */
function jsonOf(event: StoredEvent): string {
  const fields = COLUMNS.map((column) => {
    const value = cellOf(event, column);
    const isJson = column === "before" || column === "after";
    return `${JSON.stringify(column)}:${isJson ? (value ?? "null") : JSON.stringify(value)}`;
  });
  return `{${fields.join(",")}}\n`;
}
