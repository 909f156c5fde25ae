import { mkdirSync } from "node:fs";
import { buildDeps } from "./build-deps";
import { usableDataFolder } from "./db/usable-data-folder";
import { type Env, EnvProblem, readEnv } from "./env";
import { makeLog } from "./log";
import { say } from "./say";
import { type RunningGateway, startGateway } from "./start-gateway";
import { StartProblem } from "./start-problem";
import { welcome } from "./welcome";

/** Problems that the person who starts the gateway can mend: words, no stack. */
function isForThePerson(error: unknown): error is Error {
  return error instanceof EnvProblem || error instanceof StartProblem;
}

function fail(error: unknown): never {
  if (!isForThePerson(error)) throw error;
  process.stderr.write(`Gatehouse does not start.\n${error.message}\n`);
  process.exit(1);
}

function readSettings(): { env: Env; notice: string | null } {
  try {
    return usableDataFolder(readEnv(process.env));
  } catch (error) {
    return fail(error);
  }
}

const { env, notice } = readSettings();
if (notice !== null) say(notice);
mkdirSync(env.GATEHOUSE_DATA, { recursive: true, mode: 0o711 });
const log = makeLog(env);

let gateway: RunningGateway | null = null;
let stopping = false;

async function stop(signal: string): Promise<void> {
  if (stopping) return;
  stopping = true;
  log.info({ signal }, "stopping");
  await gateway?.stop();
  process.exit(0);
}

for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => void stop(signal));
process.on("unhandledRejection", (error) => {
  log.fatal({ err: error }, "a promise nobody waited for failed");
});

try {
  const built = await buildDeps(env, log);
  gateway = await startGateway(built);
  if (stopping) await gateway.stop();
  else await welcome(built, gateway);
} catch (error) {
  fail(error);
}
