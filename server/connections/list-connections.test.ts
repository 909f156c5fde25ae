import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AccessMode } from "@/domain/connections/connection";
import { ROLES } from "@/domain/people/role";
import type { Actor } from "@/domain/people/user";
import { decideAccess, maySeeConnection } from "@/domain/policy/decide-access";
import { type PipelineRig, pipelineRig } from "@/testing/pipeline-rig";
import { seededRandom } from "@/testing/seeded-random";
import type { ConnectionRecord } from "./connection-record";
import { connectionFilter } from "./filter";
import { listConnections } from "./list-connections";
import { findConnection } from "./store";

const GROUPS = ["support", "Support", "sales", "sa_es", "café", "admin"];
const CONNECTIONS = 60;
const PEOPLE = 120;
const random = seededRandom(20_261_128);

let rig: PipelineRig;
let admin: Actor;
/** All there are, in the order of the list. */
let all: ConnectionRecord[];

beforeAll(async () => {
  rig = await pipelineRig();
  admin = (await rig.person("admin")).actor;
  for (let index = 0; index < CONNECTIONS; index += 1) {
    await rig.connection({
      name: `${random.pick(["prod", "test", "a_b", "a.b"])}-${String(index).padStart(3, "0")}`,
      description: random.pick(["Orders of ÖRTLICH shops", "100% of billing", ""]),
      tags: random.pick<Record<string, string>>([{ team: "shop", env: "prod" }, {}]),
      accessGroups: some(GROUPS),
      modes: some<AccessMode>(["runbooks", "native", "web"]),
    });
  }
  const rows = await rig.deps.db.read.connection.findMany({
    select: { name: true },
    orderBy: { name: "asc" },
  });
  const found = await Promise.all(rows.map(({ name }) => findConnection(rig.deps.db.read, name)));
  all = found.filter((connection) => connection !== null);
});
afterAll(() => rig.close());

function some<T>(of: readonly T[]): T[] {
  return of.filter(() => random.next() < 0.3);
}

function anyone(): Actor {
  const status = random.next() < 0.1 ? "inactive" : "active";
  return { ...admin, role: random.pick(ROLES), groups: some(GROUPS), status };
}

/** Every page of the list, one after the other. */
async function walk(who: Actor, filter: object = {}): Promise<string[]> {
  const names: string[] = [];
  let cursor: string | undefined;
  do {
    const input = connectionFilter.parse({ limit: 7, ...filter, ...(cursor && { cursor }) });
    const page = await listConnections(rig.deps, who, input);
    expect(page.rows.length).toBeLessThanOrEqual(input.limit);
    names.push(...page.rows.map(({ connection }) => connection.name));
    cursor = page.nextCursor ?? undefined;
    if (cursor === undefined) expect(page.total).toBe(names.length);
  } while (cursor !== undefined);
  return names;
}

const namesWhere = (isListed: (connection: ConnectionRecord) => boolean) =>
  all.filter(isListed).map(({ name }) => name);

describe("the list of connections", () => {
  it("holds, page by page, exactly what the policy lets a person see, whoever they are", async () => {
    for (let count = 0; count < PEOPLE; count += 1) {
      const who = anyone();
      const seen = namesWhere((connection) => maySeeConnection(who, connection));
      expect(await walk(who), JSON.stringify(who)).toEqual(seen);
    }
  });

  it("of the usable holds exactly what the policy lets a person run on in the web mode", async () => {
    for (let count = 0; count < PEOPLE; count += 1) {
      const who = anyone();
      const usable = namesWhere(
        (connection) => decideAccess({ actor: who, connection, mode: "web" }).kind === "allow",
      );
      expect(await walk(who, { usable: true }), JSON.stringify(who)).toEqual(usable);
    }
  });

  it("finds every word in the name, description, tags or agent, in upper or lower case", async () => {
    const prod = namesWhere(({ name }) => name.startsWith("prod"));
    expect(await walk(admin, { search: " PROD- " })).toEqual(prod);
    const shops = namesWhere(({ tags }) => tags["team"] === "shop");
    expect(await walk(admin, { search: "team=shop ENV=" })).toEqual(shops);
    const orders = namesWhere(({ description }) => description.startsWith("Orders"));
    expect(await walk(admin, { search: "örtlich orders" })).toEqual(orders);
    expect(await walk(admin, { search: all[0]?.agent.name })).toHaveLength(CONNECTIONS);
    expect(await walk(admin, { search: "prod absent" })).toEqual([]);
    expect(await walk(admin, { search: "\0PROD-\0" })).toEqual(prod);
  });

  it("takes no character of a word for a wildcard", async () => {
    expect(await walk(admin, { search: "a_b" })).toEqual(
      namesWhere(({ name }) => name.startsWith("a_b")),
    );
    const billing = namesWhere(({ description }) => description.startsWith("100%"));
    expect(await walk(admin, { search: "0%" })).toEqual(billing);
    expect(await walk(admin, { search: "\\" })).toEqual([]);
  });

  it("finds nothing of what a person may not see", async () => {
    const nobody: Actor = { ...admin, role: "member", groups: [] };
    expect(await walk(nobody, { search: "prod" })).toEqual([]);
  });

  it.each([{ cursor: "'; drop" }, { search: "x".repeat(201) }, { limit: 101 }, { all: true }])(
    "refuses %o",
    (input) => expect(connectionFilter.safeParse(input).success).toBe(false),
  );
});
