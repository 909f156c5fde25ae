import type { ServerResponse } from "node:http";
import { storeAnswers } from "../db/store-answers";
import type { Deps } from "../deps";
import { VERSION } from "../version";

/** 200 when a page would answer: this process is up and its store answers. 503 otherwise. */
export async function answerHealth(deps: Deps, response: ServerResponse): Promise<void> {
  const ok = await storeAnswers(deps.db);
  response.writeHead(ok ? 200 : 503, {
    "content-type": "application/json",
    "cache-control": "no-store",
  });
  response.end(JSON.stringify({ status: ok ? "ok" : "store-unreachable", version: VERSION }));
}
