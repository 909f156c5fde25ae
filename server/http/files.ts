import type { IncomingMessage, ServerResponse } from "node:http";
import type { Deps } from "../deps";
import { auditDownload, serveAuditDownload } from "./audit-download";
import { isCsvDownload, serveCsv } from "./csv-downloads";
import { serveDownload } from "./downloads";
import { EVIDENCE_PATH, serveReviewEvidence } from "./review-evidence";
import { SESSION_FILES, serveSessionFile } from "./session-download";

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

interface FileRoute {
  isAsked(path: string): boolean;
  serve(deps: Deps, path: string, exchange: Exchange): Promise<void>;
}

/** The files that only those get who may see what is in them. The matrix has a line for each. */
export const FILE_ROUTES: Readonly<Record<string, FileRoute>> = {
  "users.csv": csvFile("users.csv"),
  "requests.csv": csvFile("requests.csv"),
  "reviews/[id].[format]": {
    isAsked: (path) => path.startsWith(EVIDENCE_PATH),
    serve: (deps, _path, { request, response }) => serveReviewEvidence(deps, request, response),
  },
  "sessions/[id].[format]": {
    isAsked: (path) => path.startsWith(SESSION_FILES),
    serve: serveSessionFile,
  },
  "audit.[format]": {
    isAsked: (path) => auditDownload(path) !== null,
    async serve(deps, path, exchange) {
      const format = auditDownload(path);
      if (format !== null) await serveAuditDownload(deps, format, exchange);
    },
  },
};

function csvFile(name: string): FileRoute {
  return {
    isAsked: (path) => isCsvDownload(path, name),
    serve: (deps, _path, exchange) => serveCsv(deps, name, exchange),
  };
}

/** Everything below `/download/`: those files, and the agent, which is for everybody. */
export async function serveFile(deps: Deps, path: string, exchange: Exchange): Promise<void> {
  const route = Object.values(FILE_ROUTES).find((one) => one.isAsked(path));
  if (route !== undefined) return await route.serve(deps, path, exchange);
  serveDownload(path, exchange.request, exchange.response);
}
