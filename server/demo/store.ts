import { z } from "zod";
import type { Tx } from "../db/db";
import { reachCluster } from "../db/reach-cluster";
import type { Deps } from "../deps";
import type { DemoCluster } from "./demo-cluster";

const KEY = "demo";

/** What the installation remembers of its demo. A removed one is not made again. */
const demoState = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("absent") }),
  z.object({
    kind: z.literal("present"),
    userIds: z.array(z.string()),
    /** The groups that came with the demo; those that were there before stay when it goes. */
    groups: z.array(z.string()),
  }),
  z.object({ kind: z.literal("removed") }),
]);
export type DemoState = z.infer<typeof demoState>;

export async function findDemoState(tx: Tx): Promise<DemoState> {
  const row = await tx.setting.findUnique({ where: { key: KEY }, select: { value: true } });
  return row === null ? { kind: "absent" } : demoState.parse(row.value);
}

/** The state, its row locked until the transaction ends: two removals take turns. */
export async function lockDemoState(tx: Tx): Promise<DemoState> {
  await tx.$queryRaw`SELECT key FROM setting WHERE key = ${KEY} FOR UPDATE`;
  return await findDemoState(tx);
}

export async function saveDemoState(tx: Tx, state: DemoState): Promise<void> {
  const row = { key: KEY, value: state };
  await tx.setting.upsert({ where: { key: KEY }, create: row, update: row, select: { key: true } });
}

export async function knownGroups(tx: Tx, names: readonly string[]): Promise<string[]> {
  const rows = await tx.group.findMany({
    where: { name: { in: [...names] } },
    select: { name: true },
  });
  return rows.map((row) => row.name);
}

export async function embeddedAgentId(tx: Tx): Promise<string | null> {
  const row = await tx.agent.findFirst({ where: { embedded: true }, select: { id: true } });
  return row?.id ?? null;
}

export interface DemoPerson {
  readonly email: string;
  readonly groups: readonly string[];
}

export async function findPeople(tx: Tx, ids: readonly string[]): Promise<DemoPerson[]> {
  const rows = await tx.user.findMany({
    where: { id: { in: [...ids] } },
    orderBy: { email: "asc" },
    select: { email: true, memberships: { select: { group: { select: { name: true } } } } },
  });
  return rows.map((row) => ({
    email: row.email,
    groups: [...new Set(row.memberships.map((membership) => membership.group.name))].sort(),
  }));
}

export async function removePeople(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.user.deleteMany({ where: { id: { in: [...ids] } } });
}

/** Only groups that nobody and nothing uses any more. */
export async function removeUnusedGroups(tx: Tx, names: readonly string[]): Promise<void> {
  await tx.group.deleteMany({
    where: { name: { in: [...names] }, memberships: { none: {} }, access: { none: {} } },
  });
}

/** The demo connection follows its target when the data folder has moved. */
export async function saveDemoHost(tx: Tx, host: string): Promise<boolean> {
  const count = await tx.$executeRaw`
    UPDATE connection SET settings = jsonb_set(settings, '{host}', to_jsonb(${host}::text)),
      version = version + 1, "updatedAt" = now()
    WHERE demo AND settings->>'host' <> ${host}`;
  return count > 0;
}

/** The cluster of the demo as it lies in the data folder; null when there never was one. */
export function findCluster(deps: Deps): DemoCluster | null {
  return reachCluster(deps.env.GATEHOUSE_DATA);
}
