import { TRPCError } from "@trpc/server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROLES, type Role } from "@/domain/people/role";
import type { PublicRefusal } from "@/domain/refusal";
import type { GatewayClient } from "@/testing/gateway-client";
import { FOR_ANYONE, WEB_EVENTS } from "@/testing/matrix/doors";
import { eventsOf, proceduresOf } from "@/testing/matrix/routes";
import { OWNERS, type Owner, type Word, wordOf } from "@/testing/matrix/row";
import { type MatrixRow, PROCEDURES } from "@/testing/matrix/rows";
import { MatrixWorld } from "@/testing/matrix/world";
import { appRouter } from "./root";
import { createCallerFactory, refusalOf } from "./trpc";

const createCaller = createCallerFactory(appRouter);
let world: MatrixWorld;
const pages = new Map<Role, GatewayClient>();
beforeAll(async () => {
  world = await MatrixWorld.make();
  await world.rig.agent();
  for (const role of ROLES) pages.set(role, await world.rig.page(world.people[role]));
});
afterAll(() => world.rig.close());

type Ask = (role: Role, input: unknown) => Promise<PublicRefusal | null>;

const askProcedure =
  (route: string): Ask =>
  async (role, input) => {
    const { actor, origin } = world.people[role];
    const caller = createCaller({ deps: world.rig.deps, actor, origin });
    const [noun = "", verb = ""] = route.split(".");
    const nouns = caller as unknown as Record<string, Record<string, (input: unknown) => unknown>>;
    try {
      await nouns[noun]?.[verb]?.(input);
      return null;
    } catch (error) {
      if (error instanceof TRPCError) return refusalOf(error);
      throw error;
    }
  };

const askEvent =
  (event: string): Ask =>
  async (role, input) =>
    (await pages.get(role)?.event(event, input)) ?? null;

function wordFor(refusal: PublicRefusal | null): Word {
  if (refusal?.code === "ACCESS.ROLE") return "role";
  const isAbsent = refusal?.code === "ACCESS.NOT_FOUND" || refusal?.code === "REQUEST.NOT_FOUND";
  return isAbsent ? "absent" : "yes";
}

/** Code, status and words, without the name that was asked for. */
function shapeOf(refusal: PublicRefusal | null, name: string): string {
  return JSON.stringify(refusal).replaceAll(name, "NAME");
}

function testRow(row: MatrixRow, ask: Ask): void {
  if (!("object" in row)) {
    it.each(ROLES)("answers the role %s as its line says", async (role) =>
      expect(wordFor(await ask(role, row.input))).toBe(row.roles.includes(role) ? "yes" : "role"),
    );
    return;
  }
  const cases = ROLES.flatMap((role) => OWNERS.map((owner) => [role, owner] as const));
  it.each(cases)("answers the role %s about %s objects as its line says", async (role, owner) => {
    const name = await world.object(row.object, owner, world.people[role]);
    expect(wordFor(await ask(role, row.input(name)))).toBe(wordOf(row.reach[role], owner));
  });
  it.each(ROLES)(
    "tells the role %s of what is not theirs as of what is not there",
    async (role) => {
      const about = async (owner: Owner) => {
        const name = await world.object(row.object, owner, world.people[role]);
        return shapeOf(await ask(role, row.input(name)), name);
      };
      if (wordOf(row.reach[role], "foreign") !== "yes") {
        expect(await about("foreign")).toBe(await about("absent"));
      }
    },
  );
}

describe("the authorization matrix", () => {
  it("has a line for every procedure, and no other", () =>
    expect([...Object.keys(PROCEDURES), ...FOR_ANYONE].sort()).toEqual(proceduresOf(appRouter)));
  it("has a line for every event of a page's socket, and no other", () =>
    expect(Object.keys(WEB_EVENTS).sort()).toEqual(eventsOf("server/sessions/web-socket.ts")));
  it("misses a procedure that was added without a line", () => {
    const planted = { _def: { procedures: { ...appRouter._def.procedures, "planted.route": {} } } };
    expect([...Object.keys(PROCEDURES), ...FOR_ANYONE].sort()).not.toEqual(proceduresOf(planted));
  });

  describe.each(Object.entries(PROCEDURES))("procedure %s", (route, row) =>
    testRow(row, askProcedure(route)),
  );
  describe.each(
    Object.entries(WEB_EVENTS).flatMap(([event, row]) =>
      row === "no answer" ? [] : [[event, row] as const],
    ),
  )("event %s", (event, row) => testRow(row, askEvent(event)));
});
