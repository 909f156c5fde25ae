import type { IncomingMessage, ServerResponse } from "node:http";
import { isRefusal } from "@/domain/refusal";
import { EVIDENCE_FORMATS, type EvidenceFormat } from "@/domain/reviews/evidence";
import type { Deps } from "../deps";
import { exportReview } from "../reviews/export-review";
import { readerOf } from "./reader-of";

export const EVIDENCE_PATH = "/download/reviews/";
const FILE = /^(rev_[0-9a-z]{1,36})\.(jsonl|csv)$/;
const TYPES: Readonly<Record<EvidenceFormat, string>> = {
  jsonl: "application/x-ndjson; charset=utf-8",
  csv: "text/csv; charset=utf-8",
};

/** The evidence of an access review as a file, for whoever sees the review; for others there is none. */
export async function serveReviewEvidence(
  deps: Deps,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  response.setHeader("cache-control", "no-store");
  const wanted = fileWanted(request);
  const by = await readerOf(deps, request);
  if (by === null || wanted === null) return absent(response);
  const { id, format } = wanted;
  try {
    const text = await exportReview(deps, by, { id, format });
    response.writeHead(200, {
      "content-type": TYPES[format],
      "content-disposition": `attachment; filename="access-review-${id}.${format}"`,
      "content-length": Buffer.byteLength(text),
    });
    response.end(text);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    absent(response);
  }
}

interface WantedFile {
  readonly id: string;
  readonly format: EvidenceFormat;
}

function fileWanted({ url = "" }: IncomingMessage): WantedFile | null {
  const [path = ""] = url.split("?", 1);
  const [, id, ending] = FILE.exec(path.slice(EVIDENCE_PATH.length)) ?? [];
  const format = EVIDENCE_FORMATS.find((one) => one === ending);
  if (id === undefined || format === undefined) return null;
  return { id, format };
}

function absent(response: ServerResponse): void {
  response.writeHead(404, { "content-type": "text/plain; charset=utf-8" }).end("Not found\n");
}
