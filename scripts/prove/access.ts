import { existsSync } from "node:fs";
import path from "node:path";
import { vitestCounts } from "../check-steps";
import { proveLargeStore } from "./large-store";
import { proveMutation } from "./mutation";
import { type Proofs, TSX } from "./proofs";

/** Journeys that show who may do what; one that is missing proves nothing. */
const SPECS = ["users", "access", "audit", "reviews", "crawl", "pages", "main-journey"] as const;
const VITEST = path.resolve("node_modules/.bin/vitest");
const REPORT = path.resolve(".tmp/prove-access.json");

/** Who may do what: journeys, every route for every role, lists of a large store, the chain. */
export async function proveAccess(proofs: Proofs, full: boolean): Promise<void> {
  for (const spec of SPECS) await proveSpec(proofs, spec);
  await proofs.attempt("every route for every role", "all pass, some ran", () => proveApi(proofs));
  await proofs.attempt("a large store", "its lists answer", () => proveLargeStore(proofs));
  if (full) await proofs.attempt("mutants", "a score", () => proveMutation(proofs));
}

async function proveSpec(proofs: Proofs, spec: string): Promise<void> {
  const file = `e2e/${spec}.spec.ts`;
  const what = `journeys in Chromium: ${spec}`;
  if (existsSync(file)) return await proofs.run(what, [TSX, "scripts/e2e.ts", file]);
  proofs.tell({ what, found: `no ${file}`, goal: "all pass, some ran", holds: false });
}

/** The matrix of routes, roles and objects, and the planted route that it must notice, are tests there. */
async function proveApi(proofs: Proofs): Promise<void> {
  const { ok, output } = await proofs.ask([
    ...[VITEST, "run", "server/api", "--reporter=default", "--reporter=json"],
    `--outputFile.json=${REPORT}`,
  ]);
  const { passed, failed } = vitestCounts(REPORT);
  const holds = ok && failed === 0 && passed > 0;
  const found = `${passed} passed, ${failed} failed`;
  const what = "every route × role × object; a planted route fails";
  proofs.tell({ what, found, goal: "all pass, some ran", holds });
  for (const line of output.match(/^.*\bmatrix\b.*$/gim)?.slice(0, 3) ?? []) console.log(line);
  if (!holds) proofs.show(output);
}
