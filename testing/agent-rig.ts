import type { Driver } from "@/agent/drivers/driver";
import { makePostgresDriver } from "@/agent/drivers/postgres/driver";
import { judgeStatement } from "@/agent/link/judge-statement";
import { type Link, startLink } from "@/agent/link/link";
import { testConnection } from "@/agent/link/test-connection";
import { makeLog } from "@/agent/log";
import { Sessions } from "@/agent/sessions/sessions";
import { loadMaskingEngine } from "@/domain/masking/engine";
import type { MakeMasker } from "@/domain/masking/masker";
import {
  type ColumnMaskingRule,
  DEFAULT_MASKING_RULES,
  type MaskingRules,
} from "@/domain/masking/masking-rule";
import { makeParsers } from "@/domain/statements/parsers";
import type { JudgeAnswer, OpenAnswer, PolicyBundle, SessionOpen } from "@/protocol/agent-events";
import { makeSealKeys, openSealed, sealTo } from "@/protocol/seal";
import { PROTOCOL_VERSION } from "@/protocol/version";
import { type ClearTarget, FakeGateway, type ReceivedSession } from "./fake-gateway";
import { type PostgresTarget, startPostgresTarget } from "./postgres-target";

/** The password of the rig's target: it may appear nowhere. */
export const CANARY = "canary-password-of-target";

const sentColumn = ({ rules, ...column }: ColumnMaskingRule) => ({
  ...column,
  ...(rules !== undefined && { rules: [...rules] }),
});
const sent = ({ detectors, columns, custom, ...rest }: MaskingRules) => ({
  ...{ ...rest, detectors: [...detectors], columns: columns.map(sentColumn) },
  ...(custom !== undefined && { custom: custom.map((kind) => structuredClone(kind) as SentKind) }),
});
type SentKind = NonNullable<PolicyBundle["masking"]["custom"]>[number];
const parserOf = makeParsers();
const [realMasker, parser] = await Promise.all([loadMaskingEngine(), parserOf("postgres")]);

export { realMasker };

export interface OpenWish {
  readonly sessionId?: string;
  readonly readOnly?: boolean;
  readonly password?: string;
  readonly database?: string;
  readonly upTo?: number;
  readonly rowsMax?: number;
  readonly durationSecondsMax?: number;
  readonly preview?: true;
  readonly probe?: SessionOpen["probe"];
  readonly approved?: true;
  readonly username?: string;
  readonly guardrails?: PolicyBundle["guardrails"];
  readonly masking?: MaskingRules;
  readonly outputRules?: PolicyBundle["outputRules"];
  readonly granted?: SessionOpen["granted"];
  /** In clear. */
  readonly maskingKey?: string;
}

/** Where the rig's statements run, whatever speaks there. */
export type RigTarget = Pick<PostgresTarget, "host" | "port" | "superuser">;

/** The agent's own parts in this process, a gateway that a test commands, and a real target. */
export class AgentRig<Place extends RigTarget = PostgresTarget> {
  makeMasker: MakeMasker = realMasker;
  readonly logged: string[] = [];
  readonly target: Place;
  readonly gateway = new FakeGateway();
  readonly driver: Driver;
  private sessions: Sessions | null = null;
  private link: Link | null = null;
  private opened = 0;

  constructor(target: Place, driver: Driver = makePostgresDriver(parser)) {
    this.target = target;
    this.driver = driver;
  }

  static startTarget(): Promise<PostgresTarget> {
    return startPostgresTarget({ password: CANARY });
  }

  async start(): Promise<void> {
    await this.gateway.start();
    const keys = makeSealKeys();
    const log = makeLog("debug", (line) => this.logged.push(line));
    const unseal = (context: string, box: string) => openSealed(keys.privateKey, context, box);
    const drivers = new Map([[this.driver.kind, this.driver]]);
    const makeMasker: MakeMasker = (...asked) => this.makeMasker(...asked);
    this.sessions = new Sessions({ drivers, makeMasker, unseal, parserOf, log });
    this.link = startLink({
      gateway: this.gateway.url,
      hello: {
        ...{ key: "k", protocol: PROTOCOL_VERSION, version: "0", capabilities: [], hostname: "h" },
        sealTo: keys.publicKey,
      },
      sessions: this.sessions,
      duties: {
        test: (test) => testConnection({ drivers, unseal }, test),
        judge: (judge) => judgeStatement({ drivers, unseal }, judge),
      },
      log,
    });
    await this.gateway.connected();
  }

  async stop(): Promise<void> {
    await this.sessions?.close("The test is over.");
    await this.link?.close();
    await this.driver.close();
    await this.gateway.stop();
  }

  clearTarget(wish: OpenWish = {}): ClearTarget {
    return {
      kind: this.driver.kind,
      settings: {
        ...{ host: this.target.host, port: this.target.port },
        database: wish.database ?? "postgres",
        ...{ username: wish.username ?? this.target.superuser, tls: "disable", tlsAuthority: "" },
      },
      password: wish.password ?? CANARY,
      readOnly: wish.readOnly ?? false,
    };
  }

  async ask(statement: string, wish: OpenWish = {}): Promise<OpenAnswer> {
    this.opened += 1;
    return await this.gateway.open({
      ...{ sessionId: wish.sessionId ?? `ses_${this.opened}`, statement, upTo: wish.upTo ?? 8 },
      target: this.clearTarget(wish),
      limits: {
        ...{ rowsMax: wish.rowsMax ?? 10_000_000, bytesMax: 4 * 1024 ** 3 },
        durationSecondsMax: wish.durationSecondsMax ?? 60,
      },
      policy: policyOf(wish),
      ...saidOfRun(wish),
    });
  }

  async open(statement: string, wish: OpenWish = {}): Promise<ReceivedSession> {
    const answer = await this.ask(statement, wish);
    const session = [...this.gateway.sessions.values()].at(-1);
    if (!answer.ok || session === undefined) throw new Error(JSON.stringify(answer));
    return session;
  }

  /** What the agent says that a statement compares, under these rules. */
  async judge(statement: string, { columns }: MaskingRules): Promise<JudgeAnswer> {
    this.opened += 1;
    const { password, ...target } = this.clearTarget();
    const judgeId = `jdg_${this.opened}`;
    const credential = sealTo(this.gateway.hellos.at(-1)?.sealTo ?? "", judgeId, password);
    return await this.gateway
      .live()
      .timeout(10_000)
      .emitWithAck("statement.judge", {
        ...{ judgeId, statement, columns: columns.map(sentColumn), durationSecondsMax: 60 },
        target: { ...target, credential },
      });
  }

  idOf(session: ReceivedSession): string {
    return [...this.gateway.sessions].find(([, one]) => one === session)?.[0] ?? "";
  }

  /** What the server process of the one running statement waits for; "" when none runs. */
  waitEvent(this: AgentRig): string {
    return this.target.psql(
      `SELECT coalesce(wait_event, '-') FROM pg_stat_activity
       WHERE application_name = 'gatehouse' AND state = 'active' AND query NOT LIKE 'SET %'`,
    );
  }

  running(this: AgentRig): boolean {
    return this.waitEvent() !== "";
  }
}

function saidOfRun({ preview, probe, approved, granted, maskingKey }: OpenWish) {
  return {
    ...(probe && { probe }),
    ...(preview && { preview }),
    ...(approved && { approved }),
    ...(granted && { granted }),
    ...(maskingKey && { maskingKey }),
  };
}

function policyOf({ masking, guardrails, outputRules }: OpenWish): PolicyBundle {
  return {
    masking: sent(masking ?? DEFAULT_MASKING_RULES),
    ...(guardrails && { guardrails }),
    ...(outputRules && { outputRules }),
  };
}

/** For what happens in a process of its own, which nothing announces. */
export async function until(holds: () => boolean, msMax = 10_000): Promise<void> {
  const endsAt = performance.now() + msMax;
  while (!holds()) {
    if (performance.now() > endsAt) throw new Error("it did not come to be");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
