import type { Connection } from "@/domain/connections/connection";
import { holds } from "@/domain/people/permission";
import { type RoleMapping, roleOf } from "@/domain/people/role";
import { type AccessPerson, decideAccess } from "@/domain/policy/decide-access";
import { Refusal } from "@/domain/refusal";
import { type HeldGroup, REVIEW_LIMITS } from "@/domain/reviews/review";
import { kindsOfReasons } from "@/domain/statements/assess-risk";
import type { StatementKind } from "@/domain/statements/facts";
import type { Tx } from "../db/db";
import {
  accessGroupsOf,
  connectionsOfGroup,
  countUses,
  type HeldRow,
  lastUses,
  type PersonRow,
  peopleInAny,
  peopleInGroup,
  type UsageQuestion,
} from "./access/store";
import { byPerson } from "./by-person";
import type { FoundSubject } from "./find-subject";
import type { NewItem } from "./store";

/** One more than is allowed, so that reaching the limit is noticed. */
const ROWS_MAX = REVIEW_LIMITS.itemsMax + 1;

export interface SnapshotTerms {
  readonly since: Date;
  /** Which groups give which role now. */
  readonly mappings: readonly RoleMapping[];
}

type Holder = Pick<NewItem, "userId" | "name" | "email" | "status" | "groups" | "byRole">;

/**
 * Everybody with the access in question at this moment, by name, with what they did with it. Refuses
 * more people than one review can hold, and nobody.
 */
export async function takeSnapshot(
  tx: Tx,
  found: FoundSubject,
  { since, mappings }: SnapshotTerms,
): Promise<NewItem[]> {
  const holders =
    found.kind === "group" ? await members(tx, found) : await users(tx, found, mappings);
  if (holders.length === 0) {
    const { kind, name } = found.subject;
    throw new Refusal("REVIEW.NOBODY", `Nobody ${kind === "group" ? "is in" : "may use"} ${name}.`);
  }
  const connectionIds = await connectionsConcerned(tx, found, mappings);
  return await withUsage(tx, holders, {
    ...{ userIds: holders.map(({ userId }) => userId), connectionIds, since },
  });
}

async function members(tx: Tx, { subject }: FoundSubject): Promise<Holder[]> {
  const rows = bounded(await peopleInGroup(tx, subject.id, ROWS_MAX));
  return rows.map(({ person, held }) => ({
    ...who(person),
    groups: heldGroups(held),
    byRole: false,
  }));
}

/** Decided by the same function that decides about a command, for any way the connection is open. */
async function users(
  tx: Tx,
  { subject, connection }: Extract<FoundSubject, { kind: "connection" }>,
  all: readonly RoleMapping[],
): Promise<Holder[]> {
  const mappings = all.filter(({ role }) => holds(role, "connections:manage"));
  const groupIds = await accessGroupsOf(tx, subject.id);
  const rows = bounded(await peopleInAny(tx, { groupIds, mappings }, ROWS_MAX));
  return rows.flatMap(({ person, held }) => {
    const role = roleOf(person.groups, all);
    const byRole = passes({ ...person, role }, connection);
    if (byRole === null) return [];
    const giving = held.filter(({ id }) => groupIds.includes(id));
    return [{ ...who(person), groups: heldGroups(giving), byRole }];
  });
}

/** Whether the role gives access; null when nothing does. */
function passes(actor: AccessPerson, connection: Connection): boolean | null {
  for (const mode of connection.modes) {
    const decision = decideAccess({ actor, connection, mode });
    if (decision.kind === "allow") return decision.grantedBy === "role";
  }
  return null;
}

function bounded<T>(rows: readonly T[]): readonly T[] {
  const { itemsMax } = REVIEW_LIMITS;
  if (rows.length <= itemsMax) return rows;
  throw new Refusal("LIMIT.REVIEW", `A review holds at most ${itemsMax} people.`, { itemsMax });
}

function who({ userId, name, email, status }: PersonRow["person"]) {
  return { userId, name, email, status };
}

function heldGroups(held: readonly HeldRow[]): HeldGroup[] {
  const groups = new Map<string, HeldGroup>();
  for (const { id, name, source } of held) {
    groups.set(id, { id, name, sources: [...(groups.get(id)?.sources ?? []), source] });
  }
  return [...groups.values()];
}

/** The connections on which use is counted; null for all of them. */
async function connectionsConcerned(
  tx: Tx,
  { subject }: FoundSubject,
  mappings: readonly RoleMapping[],
): Promise<string[] | null> {
  if (subject.kind === "connection") return [subject.id];
  const role = roleOf([subject.name], mappings);
  if (holds(role, "connections:manage")) return null;
  return await connectionsOfGroup(tx, subject.id);
}

async function withUsage(
  tx: Tx,
  holders: readonly Holder[],
  question: UsageQuestion,
): Promise<NewItem[]> {
  const last = await lastUses(tx, question);
  const uses = byPerson(await countUses(tx, question));
  return holders.map((holder) => {
    const kinds: Partial<Record<StatementKind, number>> = {};
    let sessions = 0;
    for (const use of uses(holder.userId)) {
      sessions += use.sessions;
      for (const kind of kindsOfReasons(use.riskReasons)) {
        kinds[kind] = (kinds[kind] ?? 0) + use.sessions;
      }
    }
    return { ...holder, sessions, kinds, lastUsedAt: last.get(holder.userId) ?? null };
  });
}
