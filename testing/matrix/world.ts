import { invariant } from "../../domain/invariant";
import { holds } from "../../domain/people/permission";
import type { Role } from "../../domain/people/role";
import { ROLES } from "../../domain/people/role";
import type { Demand } from "../../domain/requests/demand";
import { isUndecided } from "../../domain/requests/request";
import { createAgent } from "../../server/agents/create-agent";
import { createApiKey } from "../../server/api-keys/create-api-key";
import { publicSignInId } from "../../server/auth/list-sign-ins";
import { findAsItIs } from "../../server/connections/find-for-session";
import { createGuardrail } from "../../server/guardrails/create-guardrail";
import { guardrailForm } from "../../server/guardrails/form";
import { createIntegration } from "../../server/integrations/create-integration";
import { createMaskingRule } from "../../server/masking/create-masking-rule";
import { maskingRuleForm } from "../../server/masking/form";
import { createRequest } from "../../server/requests/create-request";
import { cancelRequest } from "../../server/requests/end-request";
import { findRequest } from "../../server/requests/store";
import { completeReview } from "../../server/reviews/complete-review";
import { keepRest } from "../../server/reviews/keep-rest";
import { startReview } from "../../server/reviews/start-review";
import { createRule } from "../../server/rules/create-rule";
import { ruleForm } from "../../server/rules/form";
import { aLocalPerson } from "../people";
import { type Person, type PipelineRig, pipelineRig, signInOf } from "../pipeline-rig";
import { aRule } from "../rules";
import { aWebhook } from "../webhook-receiver";
import { WRITTEN_GUARDRAIL } from "./guardrail-rows";
import { WRITTEN_MASKING_RULE } from "./masking-rows";
import type { Owner } from "./row";

const OWN_GROUP = "matrix";
const A_DEMAND: Demand = {
  ...{ ruleId: "rul_matrix", rule: "matrix", version: 1, kind: "jit" },
  ...{ approverGroups: ["nobody-of-the-matrix"], approvals: { kind: "any" } },
  ...{ timeoutSeconds: 3_600, durationSecondsMax: 7_200, reasonRequired: false },
  ...{ breakGlassGroups: [], adminsApproveThemselves: false, selfApproval: false },
};
const ABSENT_EVENT = "999999999999";
const GROUPS: Readonly<Record<Role, readonly string[]>> = {
  admin: ["admin", OWN_GROUP],
  auditor: ["auditor", OWN_GROUP],
  approver: ["approver-matrix", OWN_GROUP],
  member: [OWN_GROUP],
};

export type ObjectKind = keyof MatrixWorld["makers"];

/** One person of each role, a stranger, and whatever objects a line of the matrix asks for. */
export class MatrixWorld {
  readonly rig: PipelineRig;
  readonly people: Readonly<Record<Role, Person>>;
  private readonly stranger: Person;
  private readonly lastRequests = new Map<string, string>();
  private made = 0;

  private constructor(rig: PipelineRig, people: Record<Role, Person>, stranger: Person) {
    this.rig = rig;
    this.people = people;
    this.stranger = stranger;
  }

  static async make(): Promise<MatrixWorld> {
    const rig = await pipelineRig();
    const entries: [Role, Person][] = [];
    for (const role of ROLES) entries.push([role, await rig.person(...GROUPS[role])]);
    const people = Object.fromEntries(entries) as Record<Role, Person>;
    return new MatrixWorld(rig, people, await rig.person("others"));
  }

  /** The name or id of a fresh object that is this person's, somebody else's, or nobody's. */
  async object(kind: ObjectKind, owner: Owner, person: Person): Promise<string> {
    this.made += 1;
    if (owner === "absent") return kind === "auditEvent" ? ABSENT_EVENT : `absent-${this.made}`;
    return await this.makers[kind](owner === "own" ? person : this.stranger, owner === "own");
  }

  readonly makers = {
    connection: async (_person: Person, own: boolean) =>
      (await this.rig.connection({ accessGroups: [own ? OWN_GROUP : "others"] })).name,
    session: async ({ actor }: Person) => {
      const id = this.rig.deps.newId("ses");
      const who = { ownerId: actor.userId, ownerName: actor.name, ownerEmail: actor.email };
      const what = { connectionName: "shop", connectionVersion: 1, kind: "postgres", mode: "web" };
      const how = { verb: "one-off", state: "done", statement: "select 1", gatewayId: "gtw_x" };
      await this.rig.deps.db.transaction((tx) =>
        tx.session.create({
          data: { id, ...who, ...what, ...how, startedAt: new Date(), endedAt: new Date() },
          select: { id: true },
        }),
      );
      return id;
    },
    request: async (person: Person) => await this.request(person),
    signIn: async ({ actor }: Person) =>
      publicSignInId(await signInOf(this.rig.deps, { ...actor, id: actor.userId })),
    apiKey: async (person: Person) => await this.apiKey(person),
    auditEvent: async () =>
      String((await this.rig.deps.db.read.auditEvent.findFirst({ select: { id: true } }))?.id),
    group: async () => {
      const name = await this.groupName();
      const found = { where: { name }, select: { id: true } };
      return (await this.rig.deps.db.read.group.findUnique(found))?.id ?? "";
    },
    groupName: async () => await this.groupName(),
    review: async () => {
      const subject = { kind: "group", name: await this.groupName(), periodDays: 30 } as const;
      return (await startReview(this.rig.deps, this.people.admin, subject)).id;
    },
    completedReview: async () => {
      const { deps } = this.rig;
      const { admin } = this.people;
      const subject = { kind: "group", name: await this.groupName(), periodDays: 30 } as const;
      const { id } = await startReview(deps, admin, subject);
      await keepRest(deps, admin, id);
      await completeReview(deps, admin, id);
      return id;
    },
    rule: async () => {
      const rule = aRule({
        name: `matrix-rule-${this.made}`,
        approverGroups: [OWN_GROUP],
        scope: { connections: [], tags: ["env=matrix"] },
      });
      const form = ruleForm.parse({ ...rule, description: "" });
      return (await createRule(this.rig.deps, this.people.admin, form)).id;
    },
    guardrail: async () => {
      const form = guardrailForm.parse({ name: `guard-${this.made}`, ...WRITTEN_GUARDRAIL });
      return (await createGuardrail(this.rig.deps, this.people.admin, form)).id;
    },
    maskingRule: async () => {
      const form = maskingRuleForm.parse({ name: `mask-${this.made}`, ...WRITTEN_MASKING_RULE });
      return (await createMaskingRule(this.rig.deps, this.people.admin, form)).id;
    },
    probe: async ({ actor }: Person) => {
      const { name } = await this.rig.connection();
      const id = this.rig.deps.newId("prb");
      const by = { byId: actor.userId, byName: actor.name, audience: "anyone", at: new Date() };
      await this.rig.deps.db.transaction((tx) =>
        tx.maskingProbe.create({
          data: { id, connection: { connect: { name } }, ...by },
          select: { id: true },
        }),
      );
      return id;
    },
    integration: async () => await this.integration(),
    delivery: async () => await this.delivery(),
    user: async () => (await aLocalPerson(this.rig.deps, `matrix-person-${this.made}`)).id,
    agent: async () => {
      const name = `matrix-${this.made}`;
      return (await createAgent(this.rig.deps, this.people.admin, name)).id;
    },
  };

  private async integration(): Promise<string> {
    const form = aWebhook({ name: `matrix-${this.made}` });
    return (await createIntegration(this.rig.deps, this.people.admin, form)).id;
  }

  /** One that was given up. */
  private async delivery(): Promise<string> {
    const { deps } = this.rig;
    const integrationId = await this.integration();
    const id = deps.newId("msg");
    const at = deps.now();
    await deps.db.transaction(async (tx) => {
      const what = { event: "request.created", requestId: "req_matrix", facts: {} };
      const outbox = await tx.outbox.create({ data: { ...what, at, fannedOutAt: at } });
      const when = { nextAt: at, giveUpAt: at, createdAt: at };
      const how = { requestId: outbox.requestId, state: "dead", because: "test" };
      const data = { id, outboxId: outbox.id, integrationId, ...when, ...how };
      await tx.delivery.create({ data, select: { id: true } });
    });
    return id;
  }

  /** A window that this person asked for; nobody of the matrix decides it. */
  private async request({ actor, origin }: Person): Promise<string> {
    const { deps } = this.rig;
    await this.withdrawLast({ actor, origin });
    const { name } = await this.rig.connection({ accessGroups: [OWN_GROUP, "others"] });
    const connection = await findAsItIs(deps, name);
    invariant(connection !== null, `there is no connection ${name}`);
    const request = await createRequest(deps, {
      ...{ kind: "jit", actor, origin, connection, demands: [A_DEMAND], command: "", reason: "x" },
      ...{ durationSeconds: 3_600, affectedRowsMax: null, sessionId: null, refersToId: null },
      ...{ risk: { risk: "low", reasons: [] }, breakGlass: false, compares: [] },
    });
    this.lastRequests.set(actor.userId, request.id);
    return request.id;
  }

  /** One person has only so many open requests. */
  private async withdrawLast(person: Pick<Person, "actor" | "origin">): Promise<void> {
    const { deps } = this.rig;
    const last = this.lastRequests.get(person.actor.userId);
    if (last === undefined) return;
    const state = (await findRequest(deps.db.read, last))?.state;
    if (state !== undefined && isUndecided(state)) await cancelRequest(deps, person, last);
  }

  /** A group with somebody in it. */
  private async groupName(): Promise<string> {
    const name = `matrix-group-${this.made}`;
    await aLocalPerson(this.rig.deps, `matrix-member-${this.made}`, name);
    return name;
  }

  /** Roles that hold no keys have none of their own: nobody's is as good. */
  private async apiKey(person: Person): Promise<string> {
    if (!holds(person.actor.role, "apiKeys:own")) return `absent-${this.made}`;
    const wish = { scopes: ["sessions:read"] as const, isBound: true, groups: [], addresses: [] };
    const order = { ...wish, name: `matrix-${this.made}`, days: 1 };
    return (await createApiKey(this.rig.deps, person, order)).id;
  }
}
