import path from "node:path";
import { defineConfig } from "vitest/config";

/** The rules of the repository and its documents: no database, no server, a second. */
export default defineConfig({
  resolve: { alias: { "@": path.resolve(import.meta.dirname) } },
  test: {
    include: ["scripts/rules/*.test.ts", "server/env.test.ts", "domain/refusal.test.ts"],
    pool: "forks",
  },
});
