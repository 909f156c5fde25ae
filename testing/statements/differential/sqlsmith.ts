import { spawnSync } from "node:child_process";
import type { PostgresTarget } from "../../postgres-target";

const OUTPUT_BYTES_MAX = 512 * 1024 * 1024;

export interface SqlsmithWish {
  readonly seed: number;
  readonly count: number;
  readonly msMax: number;
}

/** Statements that Debian's `sqlsmith` makes of a server's own catalogue; it only looks, and runs none. */
export function textsOfSqlsmith(server: PostgresTarget, wish: SqlsmithWish): readonly string[] {
  const { host, port, superuser, password } = server;
  const target = `host=${host} port=${port} user=${superuser} dbname=postgres`;
  const options = [`--seed=${wish.seed}`, `--max-queries=${wish.count}`];
  const { status, stdout, stderr, error } = spawnSync(
    "sqlsmith",
    [`--target=${target}`, "--dry-run", "--exclude-catalog", ...options],
    {
      ...{ encoding: "utf8", timeout: wish.msMax, maxBuffer: OUTPUT_BYTES_MAX },
      env: { ...process.env, PGPASSWORD: password },
    },
  );
  if (error !== undefined || status !== 0) {
    throw new Error(`sqlsmith made nothing: ${error?.message ?? stderr.slice(-500)}`);
  }
  // It ends each with a semicolon at the end of a line.
  return stdout.split(/;\s*\n/).filter((text) => text.trim() !== "");
}
