import type { RuleScope, ScopedConnection } from "@/domain/requests/access-rule";
import { Prisma } from "@/prisma/generated/client";
import type { Tx } from "../db/db";

const CONNECTIONS_MAX = 20_000;

/** Connections that a scope may be about: those it names and, where it asks for tags, all that have any. */
export async function findTagged(tx: Tx, scope: RuleScope): Promise<ScopedConnection[]> {
  const tagged = scope.tags.length === 0 ? Prisma.sql`false` : Prisma.sql`tags <> '{}'::jsonb`;
  return await tx.$queryRaw<{ name: string; tags: Record<string, string> }[]>`
    SELECT name, tags FROM connection
    WHERE name = ANY(${[...scope.connections]}::text[]) OR ${tagged}
    ORDER BY name LIMIT ${CONNECTIONS_MAX}`;
}
