import { spawnSync } from "node:child_process";
import { build } from "esbuild";
import { buildAgent } from "./build-agent";
import { SERVER_BUILD } from "./build-server";

/** Builds what production runs: the agent and the gateway (dist), the pages (.next). */
const started = performance.now();
await buildAgent();
await build(SERVER_BUILD);
const pages = spawnSync(process.execPath, ["node_modules/next/dist/bin/next", "build"], {
  stdio: "inherit",
  env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
});
if (pages.status !== 0) process.exit(pages.status ?? 1);
console.log(`built in ${((performance.now() - started) / 1000).toFixed(1)} s`);
