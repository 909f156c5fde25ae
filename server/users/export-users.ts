import { roleOf } from "@/domain/people/role";
import type { Actor } from "@/domain/people/user";
import { Refusal } from "@/domain/refusal";
import { csvLine } from "@/domain/rows/csv";
import { recordAudit } from "../audit/record-audit";
import { currentActor } from "../auth/current-actor";
import type { Administrator } from "../connections/administrator";
import type { Deps } from "../deps";
import { readSignInSettings } from "../settings/read-sign-in-settings";
import type { UserFilter } from "./form";
import { countUsers, pageUsers } from "./store";
import type { UserRecord } from "./user-record";

const EXPORT_LIMITS = { rowsMax: 100_000, rowsAtOnceMax: 500 } as const;
const HEAD = ["name", "email", "status", "role", "source", "groups", "last seen (UTC)"];

/**
 * The filtered people as lines of CSV, read a few hundred at a time. Audited before the first line; ends
 * with SIGNIN.ENDED when the reader is signed out meanwhile.
 */
export async function exportUsers(
  deps: Deps,
  { actor, origin }: Administrator,
  filter: UserFilter,
): Promise<AsyncGenerator<string>> {
  const { roleMappings: mappings } = await readSignInSettings(deps);
  const search = { filter, mappings };
  const total = await countUsers(deps.db.read, search);
  if (total > EXPORT_LIMITS.rowsMax) {
    const because = `An export holds at most ${EXPORT_LIMITS.rowsMax} people; narrow the list.`;
    throw new Refusal("LIMIT.ROWS", because);
  }
  await deps.db.transaction((tx) =>
    recordAudit(tx, {
      ...{ actor, origin, event: "users.exported", subject: "users" },
      after: { filter, people: total },
    }),
  );
  return lines();

  async function* lines() {
    yield csvLine(HEAD);
    for (let offset = 0; offset < EXPORT_LIMITS.rowsMax; offset += EXPORT_LIMITS.rowsAtOnceMax) {
      await requireStanding(deps, actor);
      const page = { ...search, offset, rowsMax: EXPORT_LIMITS.rowsAtOnceMax };
      const rows = await pageUsers(deps.db.read, page);
      for (const row of rows) yield csvLine(cellsOf(row, roleOf(row.groups, mappings)));
      if (rows.length < EXPORT_LIMITS.rowsAtOnceMax) return;
    }
  }
}

async function requireStanding(deps: Deps, actor: Actor): Promise<void> {
  const present = await currentActor(deps, actor);
  if (present?.role !== actor.role) throw new Refusal("SIGNIN.ENDED", "Your rights have changed.");
}

function cellsOf({ name, email, status, source, groups, lastSeenAt }: UserRecord, role: string) {
  const seen = lastSeenAt?.toISOString() ?? "";
  return [name, email, status, role, source, groups.join("; "), seen];
}
