import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { may, type Permission } from "@/domain/people/permission";
import { isRefusal, type Refusal } from "@/domain/refusal";
import { REFUSALS } from "@/domain/refusal-table";
import type { Administrator } from "../connections/administrator";
import type { Deps } from "../deps";
import { exportRequests } from "../requests/export-requests";
import { requestExport } from "../requests/form";
import { exportUsers } from "../users/export-users";
import { userFilter } from "../users/form";
import { readerOf } from "./reader-of";

type Search = Readonly<Record<string, string>>;

/** A list as a file of lines, for whoever may see the list. */
interface CsvExport {
  readonly permission: Permission;
  /** The lines; `null` when the search is not one of this list. */
  lines(deps: Deps, reader: Administrator, search: Search): Promise<AsyncGenerator<string> | null>;
}

/** By the name of the file. */
const EXPORTS: Readonly<Record<string, CsvExport>> = {
  "users.csv": {
    permission: "people:see",
    async lines(deps, reader, search) {
      const filter = userFilter.safeParse(search).data;
      return filter === undefined ? null : await exportUsers(deps, reader, filter);
    },
  },
  "requests.csv": {
    permission: "requests:see",
    async lines(deps, reader, search) {
      const filter = requestExport.safeParse(search).data;
      return filter === undefined ? null : await exportRequests(deps, reader, filter);
    },
  },
};

const FOLDER = "/download/";
const TOO_MANY = 429;

export function isCsvDownload(path: string, name: string): boolean {
  return path === `${FOLDER}${name}`;
}

/** A list as a file, for whoever may see it; absent for everybody else. */
export async function serveCsv(
  deps: Deps,
  name: string,
  { request, response }: { readonly request: IncomingMessage; readonly response: ServerResponse },
): Promise<void> {
  response.setHeader("cache-control", "no-store");
  const wanted = EXPORTS[name];
  const reader = await readerOf(deps, request);
  if (wanted === undefined || reader === null || !may(reader.actor, wanted.permission)) {
    return absent(response);
  }
  const search = new URL(request.url ?? "/", "http://any").searchParams;
  try {
    const lines = await wanted.lines(deps, reader, Object.fromEntries(search));
    if (lines === null) return void response.writeHead(400).end("No such filter\n");
    response.writeHead(200, {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="gatehouse-${name}"`,
    });
    await pipeline(Readable.from(lines), response);
  } catch (error) {
    if (isRefusal(error)) return refuse(response, error);
    // The reader went away, or the store did: what was sent is cut, which a client notices.
    deps.log.warn({ err: error }, "an export ended early");
    response.destroy();
  }
}

function refuse(response: ServerResponse, { code, message }: Refusal): void {
  if (response.headersSent) return void response.destroy();
  response.writeHead(TOO_MANY, { "content-type": "text/plain; charset=utf-8" });
  response.end(`${message} ${REFUSALS[code].next}\n`);
}

function absent(response: ServerResponse): void {
  response.writeHead(404).end("Not found\n");
}
