import type { Logger } from "pino";
import type { AgentLinks } from "./agents/agent-links";
import type { SignInWatch } from "./auth/sign-in-watch";
import type { KnownConnections } from "./connections/known-connections";
import type { Db } from "./db/db";
import type { Env } from "./env";
import type { GuardrailRecord } from "./guardrails/guardrail-record";
import type { MaskingRuleRecord } from "./masking/masking-rule-record";
import type { RecordingFiles } from "./recordings/recording-files";
import type { RequestWatch } from "./requests/request-watch";
import type { KnownRules } from "./rules/known-rules";
import type { RuleRecord } from "./rules/rule-record";
import type { Secrets } from "./secrets/secrets";
import type { LiveSessions } from "./sessions/live-sessions";

/**
 * Everything alive in one gateway process, built once by `server/main.ts`. Next's bundle and main.ts
 * are two module graphs in one process, so the one object sits behind a symbol on globalThis; this
 * file is its only reader. Everyone else takes `deps` as first argument.
 */
export interface Deps {
  readonly env: Env;
  readonly log: Logger;
  readonly db: Db;
  readonly secrets: Secrets;
  readonly gatewayId: string;
  readonly now: () => Date;
  /** A fresh id with its visible prefix: `newId("ses")` → `ses_…` (26 characters, sortable by time). */
  readonly newId: (prefix: IdPrefix) => string;
  /** Secrets for people and agents: 32 random bytes, base64url. */
  readonly newToken: () => string;
  readonly links: AgentLinks;
  readonly knownConnections: KnownConnections;
  readonly knownRules: KnownRules<RuleRecord>;
  readonly knownGuardrails: KnownRules<GuardrailRecord>;
  readonly knownMaskingRules: KnownRules<MaskingRuleRecord>;
  readonly requestWatch: RequestWatch;
  readonly live: LiveSessions;
  readonly recordings: RecordingFiles;
  readonly signInWatch: SignInWatch;
}

export type IdPrefix =
  | "usr"
  | "grp"
  | "agt"
  | "con"
  | "ses"
  | "gtw"
  | "key"
  | "tst"
  | "rev"
  | "prb"
  | "prv"
  | "req"
  | "rul"
  | "grd"
  | "msk"
  | "int"
  | "msg";

const DEPS = Symbol.for("gatehouse.deps");

export function publishDeps(deps: Deps): void {
  Object.assign(globalThis, { [DEPS]: deps });
}

export function currentDeps(): Deps {
  const deps = (globalThis as { [DEPS]?: Deps })[DEPS];
  if (deps === undefined) throw new Error("the gateway is not started in this process");
  return deps;
}
