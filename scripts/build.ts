import { spawnSync } from "node:child_process";
import { build } from "esbuild";
import { buildAgent } from "./build-agent";

/** Builds what production runs: the pages (.next), the gateway and the agent (dist). */
process.env["NEXT_TELEMETRY_DISABLED"] = "1";

const started = performance.now();
await buildAgent();
await build({
  entryPoints: ["server/main.ts"],
  outfile: "dist/server.mjs",
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  packages: "external",
  sourcemap: true,
  logLevel: "warning",
});
const next = spawnSync(process.execPath, ["node_modules/next/dist/bin/next", "build"], {
  stdio: "inherit",
  env: { ...process.env, NODE_ENV: "production" },
});
if (next.status !== 0) process.exit(next.status ?? 1);
console.log(`built in ${((performance.now() - started) / 1000).toFixed(1)} s`);
