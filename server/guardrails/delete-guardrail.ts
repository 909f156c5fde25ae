import type { Administrator } from "../connections/administrator";
import type { Deps } from "../deps";
import { dropGuardrail } from "./write-guardrail";

/** Deletes a guardrail. Sessions that it met keep its name and its reasons. */
export async function deleteGuardrail(
  deps: Deps,
  by: Administrator,
  id: string,
): Promise<Record<string, never>> {
  await deps.db.transaction((tx) => dropGuardrail(tx, by, id));
  deps.knownGuardrails.forget();
  return {};
}
