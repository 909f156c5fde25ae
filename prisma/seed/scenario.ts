/** What a scenario writes through: one connection, so that its steps are one transaction. */
export interface SeedConnection {
  query(sql: string, values?: unknown[]): Promise<{ readonly rowCount: number | null }>;
}

/** One statement that writes a whole table, and what it writes in people's words. */
export interface SeedStep {
  readonly what: string;
  readonly sql: string;
  readonly values: readonly unknown[];
}

/** SQL of an id as the gateway makes them, but that it says where it comes from. */
export function seedId(prefix: string, number: string): string {
  return `'${prefix}_seed' || lpad((${number})::text, 22, '0')`;
}

/** Runs the steps as one: an interrupted seed leaves nothing. Statistics are gathered at its end. */
export async function runSeed(
  connection: SeedConnection,
  steps: readonly SeedStep[],
  say: (what: string) => void,
): Promise<void> {
  await connection.query("BEGIN");
  try {
    // The same numbers each time, so that two measurements look at the same rows.
    await connection.query("SELECT setseed(0.5)");
    await connection.query("SET LOCAL synchronous_commit = off");
    await connection.query("SET LOCAL work_mem = '128MB'");
    for (const { what, sql, values } of steps) {
      const { rowCount } = await connection.query(sql, [...values]);
      say(`${(rowCount ?? 0).toLocaleString("en")} ${what}`);
    }
    await connection.query("COMMIT");
  } catch (error) {
    await connection.query("ROLLBACK");
    throw error;
  }
  await connection.query("ANALYZE");
}
