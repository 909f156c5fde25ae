import type { Actor } from "@/domain/people/user";
import { Refusal } from "@/domain/refusal";
import { isOpen } from "@/domain/sessions/session";
import { recordAudit } from "../../audit/record-audit";
import type { Deps } from "../../deps";
import { requireSession } from "../get-session";
import type { SessionRecord } from "../session-record";
import { resultAsCsv } from "./as-csv";
import { sessionAsJsonLines } from "./as-json-lines";
import { sessionAsText, type TranscriptHead } from "./as-text";
import { readFrames, type TimedFrame } from "./read-frames";

/** `result` counts from 1, as the page does. */
export type SessionFile =
  | { readonly format: "csv"; readonly result: number }
  | { readonly format: "jsonl" }
  | { readonly format: "txt" };

export interface SessionExportOrder {
  readonly actor: Actor;
  readonly origin: string;
  readonly id: string;
  readonly file: SessionFile;
}

/**
 * Notes who takes what, then gives the recording piece by piece, as slowly as it is read: what was
 * recorded, which is masked. Rejects like what is not there for whoever may not see the session.
 */
export async function exportSession(
  deps: Deps,
  { actor, origin, id, file }: SessionExportOrder,
): Promise<AsyncGenerator<string>> {
  const session = await requireSession(deps, actor, id);
  if (isOpen(session.state)) {
    throw new Refusal(
      "SESSION.STILL_OPEN",
      "This session has not ended, so its file would be cut.",
    );
  }
  await deps.db.transaction((tx) =>
    recordAudit(tx, {
      ...{ actor, origin, event: "session.exported", subject: id },
      after: { owner: session.ownerEmail, connection: session.connectionName, ...file },
    }),
  );
  const path = session.recording?.path ?? null;
  return piecesOf(session, file, path === null ? nothing() : readFrames(deps, path));
}

function piecesOf(
  session: SessionRecord,
  file: SessionFile,
  frames: AsyncIterable<TimedFrame>,
): AsyncGenerator<string> {
  switch (file.format) {
    case "csv":
      return resultAsCsv(frames, file.result - 1);
    case "jsonl":
      return sessionAsJsonLines(factsOf(session), frames);
    case "txt":
      return sessionAsText(headOf(session), frames);
  }
}

/** A session without a recording: it was refused before one began, or the recording is gone. */
async function* nothing(): AsyncGenerator<never> {
  // No frames.
}

function factsOf(session: SessionRecord): object {
  const { id, ownerName, ownerEmail, connectionName, mode, verb, state, code, because } = session;
  const { statement, startedAt, endedAt, rows, bytes, maskedColumns, risk, correlationId } =
    session;
  return {
    ...{
      id,
      owner: { name: ownerName, email: ownerEmail },
      connection: connectionName,
      mode,
      verb,
    },
    ...{ statement, startedAt, endedAt, state, code, because, rows, bytes },
    ...{ masked: maskedColumns, risk, correlationId, isRecorded: session.recording !== null },
  };
}

function headOf(session: SessionRecord): TranscriptHead {
  const { id, ownerName, ownerEmail, connectionName, startedAt, endedAt, state } = session;
  const recorded = session.recording === null ? [["Recording", "none"] as const] : [];
  return {
    title: `Session ${id}`,
    facts: [
      ["Owner", `${ownerName} <${ownerEmail}>`],
      ["Connection", connectionName],
      ["Started", startedAt.toISOString()],
      ["Ended", endedAt?.toISOString() ?? ""],
      ["State", state],
      ["Masked", `${session.maskedTotal} values`],
      ...recorded,
    ],
  };
}
