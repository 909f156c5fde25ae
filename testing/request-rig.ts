import pg from "pg";
import { newId } from "../server/ids";
import { ensureGroup } from "../server/people/ensure-group";
import { getRequest } from "../server/requests/get-request";
import { voteOnRequest } from "../server/requests/vote-on-request";
import type { GatewayClient } from "./gateway-client";
import type { Person, PipelineRig } from "./pipeline-rig";
import type { ScriptedAgent } from "./scripted-agent";

/** A rule as a test wants it; everything else is the strictest that two approver groups give. */
export interface RuleWish {
  readonly connection: string;
  readonly kind: "action" | "jit";
  readonly commands: "all" | "writes" | "schema" | "guardrail";
  readonly approves: readonly string[];
  readonly approvals: "any" | "each" | "count";
  readonly count: number;
  readonly needs: "all" | "groups" | "all-but";
  readonly needsGroups: readonly string[];
  readonly breakGlass: readonly string[];
  readonly timeoutSeconds: number;
  readonly durationSecondsMax: number;
  readonly reasonRequired: boolean;
  readonly selfApproval: boolean;
}

/** Who asks, who approves, and a connection that a rule guards; on a pipeline of one's own. */
export class RequestRig {
  readonly rig: PipelineRig;
  readonly agent: ScriptedAgent;
  readonly ben: Person;
  readonly admin: Person;
  readonly page: GatewayClient;
  readonly shop: string;

  private constructor(
    parts: Pick<RequestRig, "rig" | "agent" | "ben" | "admin" | "page" | "shop">,
  ) {
    this.rig = parts.rig;
    this.agent = parts.agent;
    this.ben = parts.ben;
    this.admin = parts.admin;
    this.page = parts.page;
    this.shop = parts.shop;
  }

  static async on(rig: PipelineRig): Promise<RequestRig> {
    const agent = await rig.agent();
    const ben = await rig.person("support");
    const admin = await rig.person("admin");
    const page = await rig.page(ben);
    const { name: shop } = await rig.connection();
    return new RequestRig({ rig, agent, ben, admin, page, shop });
  }

  /** Another connection with a rule of its own. Answers both. */
  async guarded(wish: Partial<RuleWish> = {}): Promise<{ connection: string; ruleId: string }> {
    const { name: connection } = await this.rig.connection();
    return { connection, ruleId: await this.rule({ connection, ...wish }) };
  }

  /** A rule straight in the store, whether or not anybody could satisfy it. */
  async rule(change: Partial<RuleWish> = {}): Promise<string> {
    const wish: RuleWish = { ...DEFAULTS, connection: this.shop, ...change };
    const id = newId("rul");
    const groups = [
      ...wish.approves.map((group) => [group, "approves"] as const),
      ...wish.needsGroups.map((group) => [group, "needs"] as const),
      ...wish.breakGlass.map((group) => [group, "break-glass"] as const),
    ];
    await this.rig.deps.db.transaction(async (tx) => {
      for (const [group] of groups) await ensureGroup(tx, group);
    });
    await this.sql(async (client) => {
      await client.query(
        `INSERT INTO access_rule (id, name, kind, commands, needs, approvals, "approvalsCount",
          "timeoutSeconds", "durationSecondsMax", "reasonRequired", "selfApproval")
        VALUES ($1, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
        [
          ...[id, wish.kind, wish.commands, wish.needs, wish.approvals, wish.count],
          ...[wish.timeoutSeconds, wish.durationSecondsMax],
          ...[wish.reasonRequired, wish.selfApproval],
        ],
      );
      await client.query(
        `INSERT INTO access_rule_connection SELECT $1, id FROM connection WHERE name = $2`,
        [id, wish.connection],
      );
      for (const [group, part] of groups) {
        await client.query(
          `INSERT INTO access_rule_group SELECT $1, id, $3 FROM "group" WHERE name = $2`,
          [id, group, part],
        );
      }
    });
    this.rig.deps.knownRules.forget();
    return id;
  }

  /** Something that this gateway is not told of, as when another one does it. */
  async sql(work: (client: pg.Client) => Promise<unknown>): Promise<void> {
    const client = new pg.Client({ connectionString: this.rig.storeUrl });
    await client.connect();
    try {
      await work(client);
    } finally {
      await client.end();
    }
  }

  /** A command of ben's that is held; the id of its request and its session. */
  async held(connection: string, statement = "update t set a = 1", reason = "ticket 7") {
    const { sessionId, requestId } = await this.page.submit({ connection, statement, reason });
    if (requestId === null) throw new Error("it was not held");
    return { sessionId, requestId };
  }

  async approve(person: Person, id: string, revision = 1) {
    const vote = { id, revision, verdict: "approve", reason: "", via: "web" } as const;
    return await voteOnRequest(this.rig.deps, person, vote);
  }

  async reject(person: Person, id: string, reason = "not today") {
    const vote = { id, revision: 1, verdict: "reject", reason, via: "web" } as const;
    return await voteOnRequest(this.rig.deps, person, vote);
  }

  /** The request as an admin sees it. */
  async see(id: string) {
    return await getRequest(this.rig.deps, this.admin.actor, id);
  }

  async state(id: string): Promise<string> {
    return (await this.see(id)).request.state;
  }
}

const DEFAULTS: Omit<RuleWish, "connection"> = {
  ...{ kind: "action", commands: "writes", approves: ["dba"], approvals: "each", count: 1 },
  ...{ needs: "all", needsGroups: [], breakGlass: [], timeoutSeconds: 3_600 },
  ...{ durationSecondsMax: 7_200, reasonRequired: false, selfApproval: false },
};
