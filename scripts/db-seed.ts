import pg from "pg";
import { LARGE, largeScenario } from "../prisma/seed/large";
import { runSeed, type SeedStep } from "../prisma/seed/scenario";
import { reachCluster } from "../server/db/reach-cluster";
import { usableDataFolder } from "../server/db/usable-data-folder";
import { readEnv } from "../server/env";

/**
 * `npm run db:seed -- SCENARIO [--force]`: fills a migrated store with invented people and what they
 * did. Into DATABASE_URL, or into the embedded store of GATEHOUSE_DATA while its gateway runs.
 */
const SCENARIOS: Readonly<Record<string, () => readonly SeedStep[]>> = {
  large: () => largeScenario(LARGE),
};
/** A store with more people than a first run leaves behind is somebody's. */
const PEOPLE_MAX = 10;
const STORE_DATABASE = "gatehouse";

const words = process.argv.slice(2);
const force = words.includes("--force");
const name = words.find((word) => !word.startsWith("--")) ?? "";
const steps = SCENARIOS[name]?.();
if (steps === undefined) {
  end(`Which scenario? npm run db:seed -- ${Object.keys(SCENARIOS).join(" | ")} [--force]`);
}
const client = new pg.Client({ connectionString: storeUrl() });
await client.connect();
try {
  const { rows } = await client.query<{ people: number }>(
    `SELECT count(*)::int AS people FROM "user"`,
  );
  const people = rows[0]?.people ?? 0;
  if (people > PEOPLE_MAX && !force) {
    end(
      `There are ${people} people in this store already. With --force it is filled all the same.`,
    );
  }
  const startedAt = performance.now();
  await runSeed(client, steps, (what) => console.log(`  ${what}`));
  console.log(`seeded ${name} in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
} finally {
  await client.end();
}

function storeUrl(): string {
  const { DATABASE_URL, GATEHOUSE_DATA } = usableDataFolder(readEnv(process.env)).env;
  if (DATABASE_URL !== undefined) return DATABASE_URL;
  const cluster = reachCluster(GATEHOUSE_DATA);
  if (cluster !== null) return cluster.rootUrl(STORE_DATABASE);
  return end(
    `There is no embedded store in ${GATEHOUSE_DATA}. Start the gateway, or set DATABASE_URL.`,
  );
}

function end(why: string): never {
  console.error(why);
  process.exit(2);
}
