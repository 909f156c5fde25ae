import os from "node:os";
import { loadMaskingEngine } from "@/domain/masking/engine";
import { makeParsers } from "@/domain/statements/parsers";
import { makeSealKeys, openSealed } from "@/protocol/seal";
import { CAPABILITIES, PROTOCOL_VERSION } from "@/protocol/version";
import { makeDrivers } from "./drivers/drivers";
import { judgeStatement } from "./link/judge-statement";
import { startLink } from "./link/link";
import { testConnection } from "./link/test-connection";
import { type Log, makeLog } from "./log";
import { Sessions } from "./sessions/sessions";
import { type AgentSettings, readSettings, SettingsProblem } from "./settings";
import { VERSION } from "./version";

/** How long cancelling in the targets may take when the agent is told to stop. */
const STOP_MS_MAX = 4_500;

async function main(): Promise<void> {
  if (process.argv.length > 2) {
    throw new SettingsProblem("The agent takes no arguments; it is set up by its environment.");
  }
  const settings = readSettings(process.env);
  forgetEnvironment();
  const log = makeLog(settings.logLevel, (line) => process.stderr.write(line));
  const crash = (error: unknown) => {
    log.error("the agent broke", { error });
    process.exit(1);
  };
  process.on("uncaughtException", crash).on("unhandledRejection", crash);
  const makeMasker = await loadMaskingEngine();
  const parserOf = makeParsers();
  const drivers = makeDrivers(parserOf);
  const keys = makeSealKeys();
  const unseal = (context: string, box: string) => openSealed(keys.privateKey, context, box);
  const sessions = new Sessions({ drivers, makeMasker, unseal, parserOf, log });
  const link = startLink({
    gateway: settings.gateway,
    hello: helloOf(settings, keys.publicKey),
    sessions,
    duties: {
      test: (test) => testConnection({ drivers, unseal }, test),
      judge: (judge) => judgeStatement({ drivers, unseal }, judge),
    },
    log,
  });
  log.info("started", { version: VERSION, gateway: settings.gateway });
  stopWhenTold(settings, log, async () => {
    await sessions.close("The agent was stopped.");
    await link.close();
    await Promise.all([...drivers.values()].map((driver) => driver.close()));
  });
}

function helloOf(settings: AgentSettings, sealTo: string) {
  return {
    key: settings.key,
    protocol: PROTOCOL_VERSION,
    version: VERSION,
    capabilities: [...CAPABILITIES],
    hostname: os.hostname().slice(0, 255),
    sealTo,
  };
}

/** The key is no business of anything started from here, and PG… would speak into every connection. */
function forgetEnvironment(): void {
  for (const name of Object.keys(process.env)) {
    if (name.startsWith("PG") || name === "GATEHOUSE_KEY") delete process.env[name];
  }
}

function stopWhenTold(settings: AgentSettings, log: Log, stop: () => Promise<void>): void {
  let stopping = false;
  const once = (signal: string) => {
    if (stopping) return;
    stopping = true;
    log.info("stopping", { signal });
    const timer = setTimeout(() => process.exit(1), STOP_MS_MAX);
    stop().then(
      () => {
        clearTimeout(timer);
        setTimeout(() => process.exit(0), 50); // What was said last leaves the socket first.
      },
      (error: unknown) => {
        log.error("stopping failed", { error });
        process.exit(1);
      },
    );
  };
  process.once("SIGTERM", once).once("SIGINT", once);
  if (!settings.embedded) return;
  // Our end of the gateway's pipe: it closes however the gateway dies.
  process.stdin.on("end", () => once("gateway gone")).on("close", () => once("gateway gone"));
  process.stdin.on("error", () => once("gateway gone")).resume();
}

main().catch((error: unknown) => {
  const words = error instanceof SettingsProblem ? error.message : "The agent could not start.";
  process.stderr.write(`${words}\n`);
  if (!(error instanceof SettingsProblem))
    makeLog("error", (line) => process.stderr.write(line)).error("start failed", { error });
  process.exit(error instanceof SettingsProblem ? 2 : 1);
});
