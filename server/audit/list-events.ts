import { Refusal } from "@/domain/refusal";
import type { Deps } from "../deps";
import type { AuditExportFilter, AuditFilter } from "./filter";
import { type EventPosition, type EventWhere, pageEvents, type StoredEvent } from "./store";

const DAY_MS = 24 * 3600 * 1000;
const SUBJECT_WORDS_MAX = 8;
const CURSOR = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z)_(\d{1,19})$/;

export interface EventPage {
  readonly rows: readonly StoredEvent[];
  readonly nextCursor: string | null;
}

/** Newest first. There is no total: counting a trail of years for each page helps nobody. */
export async function listEvents(deps: Deps, filter: AuditFilter): Promise<EventPage> {
  const { cursor, limit } = filter;
  const after = cursor === undefined ? null : readCursor(cursor);
  const rows = await pageEvents(deps.db.read, {
    ...{ where: whereOf(filter), after, rowsMax: limit + 1 },
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const more = rows.length > limit && last !== undefined;
  return { rows: page, nextCursor: more ? `${last.at}_${last.id}` : null };
}

export function whereOf({ actor, event, subject, from, to, state }: AuditExportFilter): EventWhere {
  const isWhole = event?.includes(".") === true;
  return {
    actor: actor?.trim() === "" ? undefined : actor?.trim(),
    event: isWhole ? event : undefined,
    noun: isWhole ? undefined : event,
    subjectWords: wordsOf(subject ?? ""),
    since: from === undefined ? undefined : new Date(from),
    before: to === undefined ? undefined : new Date(Date.parse(to) + DAY_MS),
    state,
  };
}

/** Only letters and digits reach the search: its own signs are none of theirs. */
function wordsOf(text: string): readonly string[] {
  return (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).slice(0, SUBJECT_WORDS_MAX);
}

function readCursor(cursor: string): EventPosition {
  const match = CURSOR.exec(cursor);
  if (match === null || Number.isNaN(Date.parse(match[1] ?? ""))) {
    throw new Refusal("INPUT.INVALID", "The cursor is not one of this list.");
  }
  return { at: match[1] ?? "", id: match[2] ?? "" };
}
