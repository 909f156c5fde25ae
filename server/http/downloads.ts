import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import path from "node:path";

const AGENT_FILE = "gatehouse-agent.mjs";

/** The files the gateway serves for download, read once, with their checksums. Nothing else is reachable. */
const files = new Map<string, Promise<Buffer>>();

export function serveDownload(
  requestPath: string,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const wanted = requestPath.slice("/download/".length);
  const checksum = wanted === `${AGENT_FILE}.sha256`;
  if ((wanted !== AGENT_FILE && !checksum) || !["GET", "HEAD"].includes(request.method ?? "")) {
    response.writeHead(404).end("Not found\n");
    return;
  }
  load(AGENT_FILE).then(
    (bytes) => {
      const body = checksum ? `${sha256(bytes)}  ${AGENT_FILE}\n` : bytes;
      response.writeHead(200, {
        "content-type": checksum ? "text/plain" : "text/javascript; charset=utf-8",
        "content-length": Buffer.byteLength(body),
        "cache-control": "no-cache",
      });
      response.end(request.method === "HEAD" ? undefined : body);
    },
    () => response.writeHead(503).end("The agent file is not built. Run: npm run build\n"),
  );
}

function load(name: string): Promise<Buffer> {
  const known = files.get(name);
  if (known !== undefined) return known;
  const read = readFile(path.resolve("dist", name));
  files.set(name, read);
  return read;
}

function sha256(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}
