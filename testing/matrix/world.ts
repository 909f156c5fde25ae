import type { Role } from "../../domain/people/role";
import { ROLES } from "../../domain/people/role";
import { createAgent } from "../../server/agents/create-agent";
import { publicSignInId } from "../../server/auth/list-sign-ins";
import { type Person, type PipelineRig, pipelineRig, signInOf } from "../pipeline-rig";
import type { Owner } from "./row";

const OWN_GROUP = "matrix";
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
    if (owner === "absent") return `absent-${this.made}`;
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
    signIn: async ({ actor }: Person) =>
      publicSignInId(await signInOf(this.rig.deps, { ...actor, id: actor.userId })),
    agent: async () => {
      const name = `matrix-${this.made}`;
      return (await createAgent(this.rig.deps, this.people.admin, name)).id;
    },
  };
}
