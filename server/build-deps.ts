import path from "node:path";
import type { Logger } from "pino";
import { makeAgentLinks } from "./agents/make-agent-links";
import { makeSignInWatch } from "./auth/sign-in-watch";
import { KnownConnections } from "./connections/known-connections";
import { type OpenStore, openStore } from "./db/open-store";
import type { Deps } from "./deps";
import type { Env } from "./env";
import { newId, newToken } from "./ids";
import { makeRecordingFiles } from "./recordings/make-recording-files";
import { RequestWatch } from "./requests/request-watch";
import { KnownRules } from "./rules/known-rules";
import { openSecrets } from "./secrets/open-secrets";
import { makeLiveSessions } from "./sessions/live-sessions";
import { startStep } from "./start-step";

export interface BuiltDeps {
  readonly deps: Deps;
  readonly store: OpenStore;
}

/** Opens everything that lives as long as the process. */
export async function buildDeps(env: Env, log: Logger): Promise<BuiltDeps> {
  const store = await startStep(log, "store", openStore(env, log));
  try {
    const secrets = await openSecrets(env, store.db);
    const deps: Deps = {
      env,
      log,
      db: store.db,
      secrets,
      gatewayId: newId("gtw"),
      now: () => new Date(),
      newId,
      newToken,
      links: makeAgentLinks(),
      knownConnections: new KnownConnections(),
      knownRules: new KnownRules(),
      knownGuardrails: new KnownRules(),
      knownMaskingRules: new KnownRules(),
      requestWatch: new RequestWatch(),
      live: makeLiveSessions(),
      recordings: makeRecordingFiles(path.join(env.GATEHOUSE_DATA, "recordings"), secrets),
      signInWatch: makeSignInWatch(),
    };
    return { deps, store };
  } catch (error) {
    await store.close();
    throw error;
  }
}
