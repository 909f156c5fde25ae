import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlMigrationAwareDriverAdapterFactory,
} from "@prisma/driver-adapter-utils";
import * as glue from "@prisma/schema-engine-wasm/schema_engine_bg";
import { PrismaPGlite } from "pglite-prisma-adapter";

/**
 * Prisma's own schema engine as WebAssembly: the native one has to be fetched from a host of its
 * own, and the command line does nothing and exits 0 when given another program in its place.
 */
async function startEngine(
  adapter: SqlMigrationAwareDriverAdapterFactory,
  datamodels: [string, string][],
): Promise<glue.SchemaEngine> {
  const require = createRequire(import.meta.url);
  const folder = path.dirname(require.resolve("@prisma/schema-engine-wasm"));
  const wasm = await WebAssembly.compile(
    new Uint8Array(await readFile(path.join(folder, "schema_engine_bg.wasm"))),
  );
  const imports = { "./schema_engine_bg.js": glue as unknown as WebAssembly.ModuleImports };
  const instance = await WebAssembly.instantiate(wasm, imports);
  glue.__wbg_set_wasm(instance.exports);
  (instance.exports as { __wbindgen_start(): void }).__wbindgen_start();
  return glue.SchemaEngine.new(
    { datamodels },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(adapter),
  );
}

/**
 * The SQL that leads from a database made by `migrations` to the schema file, or null when there is
 * nothing to do. The history is replayed into a PostgreSQL that lives in memory, so that writing and
 * checking migrations needs no server.
 */
export async function sqlMissingFrom(
  migrations: readonly string[],
  schemaFile: string,
): Promise<string | null> {
  const memory = await PGlite.create();
  try {
    for (const sql of migrations) await memory.exec(sql);
    const content = await readFile(schemaFile, "utf8");
    const files = [{ path: schemaFile, content }];
    const adapter = new PrismaPGlite(memory) as unknown as SqlMigrationAwareDriverAdapterFactory;
    const engine = await startEngine(adapter, [[schemaFile, content]]);
    const answer = await engine.diff({
      from: { tag: "schemaDatasource", configDir: path.dirname(schemaFile), files },
      to: { tag: "schemaDatamodel", files },
      script: true,
      exitCode: true,
      filters: { externalTables: [], externalEnums: [] },
    });
    const sql = answer.stdout?.trim() ?? "";
    const nothing = answer.exitCode === 0 || sql === "" || sql === "-- This is an empty migration.";
    return nothing ? null : `${sql}\n`;
  } finally {
    await memory.close();
  }
}
