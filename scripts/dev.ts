import { type ChildProcess, spawn } from "node:child_process";
import { context } from "esbuild";
import { buildAgent } from "./build-agent";
import { SERVER_BUILD } from "./build-server";

/** The gateway in development: pages reload by themselves, a change of the server restarts it. */
let gateway: ChildProcess | null = null;
let stopping = false;

function start(): void {
  gateway = spawn(process.execPath, ["--enable-source-maps", "dist/server.mjs"], {
    stdio: "inherit",
    env: { ...process.env, NODE_ENV: "development", NEXT_TELEMETRY_DISABLED: "1" },
  });
}

function restart(): void {
  if (stopping) return;
  if (gateway === null || gateway.exitCode !== null) {
    start();
    return;
  }
  gateway.once("exit", start);
  gateway.kill("SIGTERM");
}

await buildAgent();
const watcher = await context({
  ...SERVER_BUILD,
  plugins: [
    {
      name: "restart",
      setup(build) {
        build.onEnd(({ errors }) => {
          if (errors.length === 0) restart();
        });
      },
    },
  ],
});
await watcher.watch();

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    stopping = true;
    if (gateway === null || gateway.exitCode !== null) process.exit(0);
    gateway.once("exit", () => process.exit(0));
    gateway.kill("SIGTERM");
  });
}
