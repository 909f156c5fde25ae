import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { may } from "@/domain/people/permission";
import type { Actor } from "@/domain/people/user";
import { isRefusal, Refusal } from "@/domain/refusal";
import { isOwnOrigin } from "../api/own-origin";
import { EXPORT_FORMATS, type ExportFormat, exportTrail } from "../audit/export-trail";
import { type AuditExportFilter, auditExportFilter } from "../audit/filter";
import { recordRefusal } from "../audit/record-refusal";
import { actorFromCookie } from "../auth/actor-from-cookie";
import { describeOrigin, originOf } from "../auth/origin";
import type { Deps } from "../deps";

const PATH = /^\/download\/audit\.(csv|jsonl)$/;
const TYPES = { csv: "text/csv; charset=utf-8", jsonl: "application/jsonl; charset=utf-8" };
const HTTP_STATUS: Partial<Record<string, number>> = {
  unauthenticated: 401,
  forbidden: 403,
  invalid: 400,
};

/** The format when a path is that of the audit trail's export; null for every other path. */
export function auditDownload(path: string): ExportFormat | null {
  const wanted = PATH.exec(path)?.[1];
  return EXPORT_FORMATS.find((format) => format === wanted) ?? null;
}

/** The audit trail as a file, for whoever may see it; filtered as the page is. */
export async function serveAuditDownload(
  deps: Deps,
  format: ExportFormat,
  { request, response }: { readonly request: IncomingMessage; readonly response: ServerResponse },
): Promise<void> {
  response.setHeader("cache-control", "no-store");
  try {
    const { actor, origin } = await admit(deps, request);
    const filter = readFilter(request.url ?? "");
    const pieces = await exportTrail(deps, { actor, origin, format, filter });
    const day = deps.now().toISOString().slice(0, 10);
    response.writeHead(200, {
      "content-type": TYPES[format],
      "content-disposition": `attachment; filename="audit-${day}.${format}"`,
    });
    await pipeline(Readable.from(pieces), response);
  } catch (error) {
    answerFailure(deps, response, error);
  }
}

async function admit(deps: Deps, request: IncomingMessage) {
  if (request.method !== "GET") throw new Refusal("INPUT.INVALID", "An export is asked by GET.");
  if (!isOwnOrigin(request, deps.env.url)) {
    throw new Refusal("ACCESS.ORIGIN", "This request came from another site.");
  }
  const get = (name: string) => [request.headers[name]].flat()[0];
  const origin = describeOrigin(originOf({ get }));
  const actor = await actorFromCookie(deps, request.headers.cookie);
  if (actor === null) throw new Refusal("SIGNIN.REQUIRED", "You are not signed in.");
  if (mayExport(actor)) return { actor, origin };
  const refusal = new Refusal("ACCESS.ROLE", "Your role does not include this.");
  await recordRefusal(deps, { actor, origin, refusal, asked: "audit export" });
  throw refusal;
}

function mayExport(actor: Actor): boolean {
  return actor.status === "active" && may(actor, "audit:see");
}

function readFilter(url: string): AuditExportFilter {
  const query = url.includes("?") ? url.slice(url.indexOf("?") + 1) : "";
  const given = Object.fromEntries(
    [...new URLSearchParams(query)].filter(([, value]) => value !== ""),
  );
  const result = auditExportFilter.safeParse(given);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new Refusal("INPUT.INVALID", `${issue?.path.join(".")}: ${issue?.message}`.slice(0, 500));
}

/** Once bytes have gone, a cut connection is the only way left to say that the file is not whole. */
function answerFailure(deps: Deps, response: ServerResponse, error: unknown): void {
  if (!isRefusal(error) && !response.destroyed) deps.log.error({ err: error }, "an export failed");
  if (response.headersSent) return void response.destroy();
  const refusal = isRefusal(error)
    ? error.toPublic()
    : new Refusal("INTERNAL.BUG", "Something went wrong inside the gateway.").toPublic();
  response.writeHead(HTTP_STATUS[refusal.status] ?? 503, { "content-type": "application/json" });
  response.end(`${JSON.stringify(refusal)}\n`);
}
