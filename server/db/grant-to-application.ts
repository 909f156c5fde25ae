import type { ClientBase } from "pg";

/** One gateway grants at a time: PostgreSQL refuses two that change one table's rights at once. */
const GRANT_LOCK = 72_707_370;

/** What happened stays: these take rows and give none back. */
const APPEND_ONLY = ["audit_event", "audit_seal"];
/** What only a migration writes. */
const READ_ONLY = ["session_move", "_prisma_migrations"];

const FULL = "SELECT, INSERT, UPDATE, DELETE";

/** Tables whose rights are not yet what they are to be; none after the first start of a release. */
const WRONG = `SELECT c.relname AS name, wanted.rights
  FROM pg_class c
  CROSS JOIN LATERAL (SELECT CASE
    WHEN c.relname = ANY($2) THEN ARRAY['SELECT', 'INSERT']
    WHEN c.relname = ANY($3) THEN ARRAY['SELECT']
    ELSE ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE'] END AS rights) wanted
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
    AND EXISTS (SELECT FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE',
        'REFERENCES', 'TRIGGER']) AS one
      WHERE has_table_privilege($1::name, c.oid, one) <> (one = ANY(wanted.rights)))`;

/**
 * Lets the role that the gateway works as use the tables of the role that owns them, and no more:
 * the audit trail takes rows from it and gives none back. Later tables are covered by default rights.
 */
export async function grantToApplication(client: ClientBase, role: string): Promise<void> {
  const to = client.escapeIdentifier(role);
  await client.query("BEGIN");
  try {
    await client.query(`SELECT pg_advisory_xact_lock(${GRANT_LOCK})`);
    const { rows } = await client.query<{ name: string; rights: string[] }>(WRONG, [
      ...[role, APPEND_ONLY, READ_ONLY],
    ]);
    if (rows.length > 0) {
      await client.query(`GRANT USAGE ON SCHEMA public TO ${to};
        GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO ${to};
        ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ${FULL} ON TABLES TO ${to};
        ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO ${to}`);
    }
    for (const { name, rights } of rows) {
      const table = client.escapeIdentifier(name);
      await client.query(`REVOKE ALL ON TABLE ${table} FROM ${to}`);
      await client.query(`GRANT ${rights.join(", ")} ON TABLE ${table} TO ${to}`);
    }
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  }
}

/** Whether a role could undo what was granted to it: it owns the trail, or may act as who does. */
export async function mayRewriteTrail(client: ClientBase, role: string): Promise<boolean> {
  const { rows } = await client.query<{ may: boolean }>(
    `SELECT pg_has_role($1::name, relowner, 'MEMBER') AS may FROM pg_class
      WHERE oid = 'public.audit_event'::regclass`,
    [role],
  );
  return rows[0]?.may !== false;
}
