import type { Administrator } from "../connections/administrator";
import type { Tx } from "../db/db";
import type { Deps } from "../deps";
import { findOwnRule } from "./store";
import { dropRule } from "./write-rule";

/** Deletes a rule. Requests that were made under it are void when they are to run: it is not in force. */
export async function deleteRule(
  deps: Deps,
  by: Administrator,
  id: string,
): Promise<Record<string, never>> {
  await deps.db.transaction((tx) => dropRule(tx, by, id));
  deps.knownRules.forget();
  return {};
}

/** A connection takes the rule of its own tab with it. */
export async function dropOwnRule(tx: Tx, by: Administrator, connection: string): Promise<void> {
  const own = await findOwnRule(tx, connection);
  if (own !== null) await dropRule(tx, by, own.id);
}
