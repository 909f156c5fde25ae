import type { Actor, UserId } from "@/domain/people/user";
import { isRefusal, Refusal } from "@/domain/refusal";
import { recordAudit } from "../audit/record-audit";
import { endSignInsOf } from "../auth/end-sign-in";
import { deleteConnection } from "../connections/delete-connection";
import type { Deps } from "../deps";
import { hasAdminBut } from "../people/has-admin";
import { DEMO_CONNECTION } from "./demo-people";
import { dropShop } from "./shop-database";
import {
  findCluster,
  findDemoState,
  lockDemoState,
  removePeople,
  removeUnusedGroups,
  saveDemoState,
} from "./store";

export interface DemoRemover {
  readonly actor: Actor;
  readonly origin: string;
}

/**
 * Takes the demo away for good: what runs on it ends, its people are signed out and deleted, its
 * database is dropped. May be repeated after an interruption. Refused with PEOPLE.LAST_ADMIN while the
 * only admins are the demo's own.
 */
export async function removeDemo(deps: Deps, by: DemoRemover): Promise<Record<string, never>> {
  const state = await findDemoState(deps.db.read);
  if (state.kind !== "present") return {};
  await requireOtherAdmin(deps, state.userIds);
  await deleteConnectionIfThere(deps, by);
  const ending = { because: "The demo was removed.", actor: by.actor };
  for (const id of state.userIds) {
    await endSignInsOf(deps, { userId: id as UserId, except: null }, ending);
  }
  await deps.db.transaction(async (tx) => {
    const now = await lockDemoState(tx);
    if (now.kind !== "present") return;
    await removePeople(tx, now.userIds);
    await removeUnusedGroups(tx, now.groups);
    await saveDemoState(tx, { kind: "removed" });
    await recordAudit(tx, { ...by, event: "demo.removed", subject: "demo" });
  });
  const cluster = findCluster(deps);
  if (cluster !== null) await dropShop(cluster);
  return {};
}

async function requireOtherAdmin(deps: Deps, demoPeople: readonly string[]): Promise<void> {
  const except = { exceptEmails: [], exceptIds: demoPeople };
  if (await hasAdminBut(deps, deps.db.read, except)) return;
  throw new Refusal("PEOPLE.LAST_ADMIN", "Without the demo's people nobody would be an admin.");
}

async function deleteConnectionIfThere(deps: Deps, by: DemoRemover): Promise<void> {
  try {
    await deleteConnection(deps, by, DEMO_CONNECTION);
  } catch (error) {
    // An admin may have deleted it already.
    if (!isRefusal(error) || error.code !== "ACCESS.NOT_FOUND") throw error;
  }
}
