import type { AccessMode } from "@/domain/connections/connection";
import type { GroupName } from "@/domain/people/user";
import { Prisma } from "@/prisma/generated/client";
import type { Tx } from "../../db/db";
import { literalPattern } from "../../db/literal-pattern";
import type { ConnectionRecord } from "../connection-record";
import { type ConnectionRow, toRecord } from "../store";

export interface ConnectionWhere {
  /** Connections of one of the groups, of each of these lists. */
  readonly ofGroups: readonly (readonly GroupName[])[];
  /** Connections with this mode on; `null` whatever is on. */
  readonly mode: AccessMode | null;
  /** Each is somewhere in the name, description, tags or agent, in upper or lower case. */
  readonly words: readonly string[];
}

function conditions({ ofGroups, mode, words }: ConnectionWhere): Prisma.Sql[] {
  const patterns = words.map(literalPattern);
  const isOfOne = (
    groups: readonly GroupName[],
  ) => Prisma.sql`EXISTS (SELECT FROM connection_access x JOIN "group" g
    ON g.id = x."groupId" WHERE x."connectionId" = c.id AND g.name = ANY(${groups}::text[]))`;
  const tags = Prisma.sql`(SELECT string_agg(key || '=' || value, ' ') FROM jsonb_each_text(c.tags))`;
  const text = Prisma.sql`concat_ws(' ', c.name, c.description, a.name, ${tags})`;
  return [
    ...ofGroups.map(isOfOne),
    ...(mode === null ? [] : [Prisma.sql`c.modes @> ARRAY[${mode}]::text[]`]),
    ...(words.length === 0 ? [] : [Prisma.sql`${text} ILIKE ALL (${patterns}::text[])`]),
  ];
}

interface ListColumns extends Omit<ConnectionRow, "agent" | "access"> {
  readonly agentId: string;
  readonly agentName: string;
  readonly groups: string[];
}

/** By name; `after` is the last name of the page before. */
export async function pageConnections(
  tx: Tx,
  page: {
    readonly where: ConnectionWhere;
    readonly after: string | null;
    readonly rowsMax: number;
  },
): Promise<ConnectionRecord[]> {
  const { where, after, rowsMax } = page;
  const all = [...conditions(where), Prisma.sql`c.name > ${after ?? ""}`];
  const rows = await tx.$queryRaw<ListColumns[]>`
    SELECT c.id, c.name, c.kind, c.description, c.settings, c.tags, c.modes, c."readOnly",
      c."previewAllowed", c."rowsMax", c."bytesMax", c."durationSecondsMax", c.version, c.demo, c."createdAt",
      c."updatedAt", a.id AS "agentId", a.name AS "agentName",
      ARRAY(SELECT g.name::text FROM connection_access x JOIN "group" g ON g.id = x."groupId"
        WHERE x."connectionId" = c.id) AS groups
    FROM connection c JOIN agent a ON a.id = c."agentId"
    WHERE ${Prisma.join(all, " AND ")} ORDER BY c.name LIMIT ${rowsMax}`;
  return rows.map(({ agentId, agentName, groups, ...row }) =>
    toRecord({
      ...row,
      agent: { id: agentId, name: agentName },
      access: groups.map((name) => ({ group: { name } })),
    }),
  );
}

export async function countConnections(tx: Tx, where: ConnectionWhere): Promise<number> {
  const all = [...conditions(where), Prisma.sql`true`];
  const [row] = await tx.$queryRaw<{ total: bigint }[]>`
    SELECT count(*) AS total FROM connection c JOIN agent a ON a.id = c."agentId"
    WHERE ${Prisma.join(all, " AND ")}`;
  return Number(row?.total ?? 0);
}

export interface NamedOrTagged {
  readonly names: readonly string[];
  /** All that carry any tag as well. */
  readonly tagged: boolean;
  readonly rowsMax: number;
}

export async function readNamedOrTagged(
  tx: Tx,
  { names, tagged, rowsMax }: NamedOrTagged,
): Promise<{ readonly name: string; readonly tags: Readonly<Record<string, string>> }[]> {
  return await tx.$queryRaw<{ name: string; tags: Record<string, string> }[]>`
    SELECT name, tags FROM connection
    WHERE name = ANY(${[...names]}::text[]) OR (${tagged} AND tags <> '{}'::jsonb)
    ORDER BY name LIMIT ${rowsMax}`;
}
