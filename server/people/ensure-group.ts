import { invariant } from "@/domain/invariant";
import type { Actor } from "@/domain/people/user";
import { recordAudit } from "../audit/record-audit";
import type { Tx } from "../db/db";
import { newId } from "../ids";
import { findGroups, type GroupRef, insertGroup } from "./store";

/** The local group of that name, created and audited when it does not exist yet. */
export async function ensureGroup(
  tx: Tx,
  name: string,
  actor: Actor | null = null,
): Promise<GroupRef> {
  const [known] = await findGroups(tx, [name]);
  if (known !== undefined) return known;
  const created = await insertGroup(tx, { id: newId("grp"), name, source: "local" });
  if (created) await recordAudit(tx, { actor, event: "group.created", subject: name });
  const [group] = await findGroups(tx, [name]);
  invariant(group !== undefined, "a group that was just ensured exists");
  return group;
}
