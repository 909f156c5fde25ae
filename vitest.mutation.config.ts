import path from "node:path";
import { defineConfig } from "vitest/config";

/** The tests that mutants of the domain must not survive: no database, no server. */
export default defineConfig({
  resolve: { alias: { "@": path.resolve(import.meta.dirname) } },
  test: {
    include: ["domain/{people,policy,requests,guardrails}/**/*.test.ts"],
    pool: "forks",
    testTimeout: 60_000,
  },
});
