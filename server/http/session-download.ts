import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { isRefusal, type Refusal } from "@/domain/refusal";
import { REFUSALS } from "@/domain/refusal-table";
import type { Deps } from "../deps";
import { exportSession, type SessionFile } from "../sessions/export/export-session";
import { readerOf } from "./reader-of";

export const SESSION_FILES = "/download/sessions/";
const WHOLE = /^([0-9a-z_-]{1,40})\.(jsonl|txt)$/;
const RESULT = /^([0-9a-z_-]{1,40})-result-([1-9][0-9]{0,3})\.csv$/;
const TYPES: Readonly<Record<SessionFile["format"], string>> = {
  csv: "text/csv; charset=utf-8",
  jsonl: "application/x-ndjson; charset=utf-8",
  txt: "text/plain; charset=utf-8",
};
const ABSENT = 404;
const CONFLICT = 409;

/** A session or one of its results as a file, for whoever may see the session; for others there is none. */
export async function serveSessionFile(
  deps: Deps,
  path: string,
  { request, response }: { readonly request: IncomingMessage; readonly response: ServerResponse },
): Promise<void> {
  response.setHeader("cache-control", "no-store");
  const name = path.slice(SESSION_FILES.length);
  const wanted = fileWanted(name);
  const reader = await readerOf(deps, request);
  if (reader === null || wanted === null) return absent(response);
  try {
    const pieces = await exportSession(deps, { ...reader, ...wanted });
    response.writeHead(200, {
      "content-type": TYPES[wanted.file.format],
      "content-disposition": `attachment; filename="${name}"`,
      "x-content-type-options": "nosniff",
    });
    await pipeline(Readable.from(pieces), response);
  } catch (error) {
    if (isRefusal(error) && !response.headersSent) return refuse(response, error);
    // The reader went away, or the recording is damaged: what was sent is cut, which a client notices.
    deps.log.warn({ err: error, name }, "a session's file ended early");
    response.destroy();
  }
}

interface Wanted {
  readonly id: string;
  readonly file: SessionFile;
}

function fileWanted(name: string): Wanted | null {
  const [, resultOf, result] = RESULT.exec(name) ?? [];
  if (resultOf !== undefined)
    return { id: resultOf, file: { format: "csv", result: Number(result) } };
  const [, id, format] = WHOLE.exec(name) ?? [];
  if (id === undefined) return null;
  return { id, file: { format: format === "txt" ? "txt" : "jsonl" } };
}

function refuse(response: ServerResponse, { code, message }: Refusal): void {
  const isAbsent = code === "ACCESS.NOT_FOUND";
  const words = isAbsent ? "Not found" : `${message} ${REFUSALS[code].next}`;
  const status = isAbsent ? ABSENT : CONFLICT;
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8" }).end(`${words}\n`);
}

function absent(response: ServerResponse): void {
  response.writeHead(ABSENT, { "content-type": "text/plain; charset=utf-8" }).end("Not found\n");
}
