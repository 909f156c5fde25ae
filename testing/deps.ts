import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pino from "pino";
import { KnownConnections } from "@/server/connections/known-connections";
import { RequestWatch } from "@/server/requests/request-watch";
import { KnownRules } from "@/server/rules/known-rules";
import { makeAgentLinks } from "../server/agents/make-agent-links";
import { makeSignInWatch } from "../server/auth/sign-in-watch";
import type { Db } from "../server/db/db";
import type { Deps } from "../server/deps";
import { readEnv } from "../server/env";
import { newId, newToken } from "../server/ids";
import { makeRecordingFiles } from "../server/recordings/make-recording-files";
import { secretsWith } from "../server/secrets/box";
import { makeLiveSessions } from "../server/sessions/live-sessions";

export interface TestDepsOptions extends Partial<Omit<Deps, "env" | "db">> {
  readonly db: Db;
  /** Settings as the environment gives them, for example `{ OIDC_ISSUER: … }`. */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface TestDeps extends Deps {
  /** Removes the data folder. The store belongs to whoever opened it. */
  dispose(): void;
}

/** Everything that lives in a gateway, real, over a store of the test's own. */
export function testDeps({ db, settings = {}, ...parts }: TestDepsOptions): TestDeps {
  const data = mkdtempSync(path.join(tmpdir(), "gatehouse-deps-"));
  const secrets = secretsWith(randomBytes(32));
  return {
    env: readEnv({ PORT: "3000", GATEHOUSE_DATA: data, ...settings }),
    log: pino({ level: "silent" }),
    db,
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
    recordings: makeRecordingFiles(path.join(data, "recordings"), parts.secrets ?? secrets),
    signInWatch: makeSignInWatch(),
    ...parts,
    dispose: () => rmSync(data, { recursive: true, force: true }),
  };
}
