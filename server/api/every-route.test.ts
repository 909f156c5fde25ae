import { TRPCError } from "@trpc/server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { holds, type Permission } from "@/domain/people/permission";
import { ROLES, type Role } from "@/domain/people/role";
import type { Actor, SignInId, UserId } from "@/domain/people/user";
import { type TestDeps, testDeps } from "@/testing/deps";
import { type FreshStore, freshStore } from "@/testing/store";
import { appRouter } from "./root";
import { createCallerFactory, refusalOf } from "./trpc";

/** Every route and the permission it asks for. A new route is a new line here, or the test fails. */
const EXPECTED: Readonly<Record<string, Permission | "anyone">> = {
  "access.save": "access:manage",
  "access.grid": "access:see",
  "access.preview": "access:manage",
  "access.whoMay": "access:see",
  "access.why": "access:why",
  "accessRules.create": "rules:manage",
  "accessRules.delete": "rules:manage",
  "accessRules.get": "rules:see",
  "accessRules.list": "rules:see",
  "accessRules.ofConnection": "rules:see",
  "accessRules.preview": "rules:manage",
  "accessRules.setOfConnection": "rules:manage",
  "accessRules.switch": "rules:manage",
  "accessRules.update": "rules:manage",
  "account.beginSecondFactor": "account:own",
  "account.changePassword": "account:own",
  "account.confirmSecondFactor": "account:own",
  "account.endSecondFactor": "account:own",
  "account.renewRecoveryCodes": "account:own",
  "account.resetSecondFactor": "people:manage",
  "account.secondFactor": "account:own",
  "account.endOtherSignIns": "account:own",
  "account.endSignIn": "account:own",
  "account.me": "account:own",
  "account.signIns": "account:own",
  "agents.create": "agents:manage",
  "agents.delete": "agents:manage",
  "agents.list": "agents:see",
  "agents.rotateKey": "agents:manage",
  "audit.eventNames": "audit:see",
  "audit.get": "audit:see",
  "audit.list": "audit:see",
  "audit.verify": "audit:see",
  "apiKeys.create": "apiKeys:own",
  "apiKeys.list": "apiKeys:see",
  "apiKeys.revoke": "apiKeys:own",
  "connections.create": "connections:manage",
  "connections.delete": "connections:manage",
  "connections.get": "connections:see",
  "connections.list": "connections:see",
  "connections.test": "connections:manage",
  "connections.update": "connections:manage",
  "demo.remove": "demo:remove",
  "demo.state": "connections:manage",
  "groups.create": "people:manage",
  "groups.delete": "people:manage",
  "groups.deletionEffect": "people:manage",
  "groups.get": "people:see",
  "groups.list": "people:see",
  "groups.rename": "people:manage",
  "groups.renamingEffect": "people:manage",
  "guardrails.check": "sessions:run",
  "guardrails.compare": "guardrails:manage",
  "guardrails.create": "guardrails:manage",
  "guardrails.delete": "guardrails:manage",
  "guardrails.export": "guardrails:see",
  "guardrails.get": "guardrails:see",
  "guardrails.import": "guardrails:manage",
  "guardrails.list": "guardrails:see",
  "guardrails.packs": "guardrails:see",
  "guardrails.preview": "guardrails:manage",
  "guardrails.reorder": "guardrails:manage",
  "guardrails.switch": "guardrails:manage",
  "guardrails.takePack": "guardrails:manage",
  "guardrails.update": "guardrails:manage",
  // Finds only what the lists of its neighbours show this person.
  "palette.find": "palette:use",
  "people.groups": "people:see",
  "people.passwordLink": "anyone",
  "people.setPassword": "anyone",
  // Members get past the permission only for groups they own: the policy's mayReview answers.
  "integrations.chatAccounts": "account:own",
  "integrations.chatLink": "account:own",
  "integrations.confirmChatLink": "account:own",
  "integrations.create": "integrations:manage",
  "integrations.delete": "integrations:manage",
  "integrations.deliveries": "integrations:see",
  "integrations.get": "integrations:see",
  "integrations.list": "integrations:see",
  "integrations.replay": "integrations:manage",
  "integrations.rotateSecret": "integrations:manage",
  "integrations.test": "integrations:manage",
  "integrations.unlinkChatAccount": "account:own",
  "integrations.update": "integrations:manage",
  "masking.create": "masking:manage",
  "masking.delete": "masking:manage",
  "masking.get": "masking:see",
  "masking.list": "masking:see",
  "masking.preview": "masking:manage",
  "masking.reorder": "masking:manage",
  "masking.switch": "masking:manage",
  "masking.update": "masking:manage",
  "masking.uses": "masking:manage",
  "previews.latest": "requests:see",
  "previews.run": "requests:preview",
  "probes.get": "masking:see",
  "probes.list": "masking:see",
  "probes.ofRule": "masking:see",
  "probes.start": "masking:manage",
  "requests.accept": "requests:ask",
  "requests.addNote": "requests:ask",
  "requests.approveMany": "requests:decide",
  "requests.askWindow": "requests:ask",
  "requests.breakGlass": "requests:ask",
  "requests.cancel": "requests:ask",
  "requests.earlier": "requests:see",
  "requests.get": "requests:see",
  "requests.list": "requests:see",
  "requests.modify": "requests:decide",
  "requests.nudge": "requests:ask",
  "requests.revoke": "requests:decide",
  "requests.statistics": "requests:seeAll",
  "requests.vote": "requests:decide",
  "requests.waitingForMe": "requests:see",
  "requests.windowTerms": "requests:ask",
  "reviews.cancel": "reviews:decide",
  "reviews.complete": "reviews:decide",
  "reviews.decide": "reviews:decide",
  "reviews.get": "reviews:see",
  "reviews.items": "reviews:see",
  "reviews.keepRest": "reviews:decide",
  "reviews.list": "reviews:see",
  "reviews.owners": "reviews:manage",
  "reviews.setOwners": "reviews:manage",
  "reviews.start": "reviews:decide",
  "reviews.subjects": "reviews:decide",
  "reviews.verify": "reviews:see",
  // Whoever may run may ask; the policy's mayEndSession answers (owner or admin).
  "sessions.end": "sessions:run",
  "sessions.get": "sessions:see",
  "sessions.list": "sessions:see",
  "sessions.submit": "sessions:run",
  "settings.beginSignInTest": "people:manage",
  "settings.saveSignIn": "people:manage",
  "settings.signIn": "people:see",
  "settings.signInTest": "people:manage",
  "setup.createFirstAdmin": "anyone",
  "setup.state": "anyone",
  "users.bulkGroups": "people:manage",
  "users.create": "people:manage",
  "users.delete": "people:manage",
  "users.get": "people:see",
  "users.list": "people:see",
  "users.resetPassword": "people:manage",
  "users.setStatus": "people:manage",
  "users.update": "people:manage",
};

interface Route {
  readonly _def: { readonly meta?: { readonly permission?: string } };
}
// The types nest by noun, the value is flat: `noun.verb`.
const routes = appRouter._def.procedures as unknown as Readonly<Record<string, Route>>;
const createCaller = createCallerFactory(appRouter);

let store: FreshStore;
let deps: TestDeps;
beforeAll(async () => {
  store = await freshStore();
  deps = testDeps({ db: store.db });
});
afterAll(async () => {
  deps.dispose();
  await store.close();
});

function actorWith(role: Role, status: Actor["status"] = "active"): Actor {
  return {
    userId: `usr_${role}` as UserId,
    name: role,
    email: `${role}@corp.test`,
    status,
    groups: [],
    role,
    signInId: `sign-in of ${role}` as SignInId,
  };
}

/** Calls the route with input that no route accepts; permission must have been decided before. */
async function codeOf(path: string, actor: Actor | null): Promise<string> {
  const caller = createCaller({ deps, actor, origin: "" });
  const [noun = "", verb = ""] = path.split(".");
  const nouns = caller as unknown as Record<string, Record<string, (input: unknown) => unknown>>;
  try {
    await nouns[noun]?.[verb]?.({ no: "route takes this" });
    return "answered";
  } catch (error) {
    if (error instanceof TRPCError) return refusalOf(error).code;
    throw error;
  }
}

describe("every route", () => {
  it("is in the table, and every line of the table is a route", () =>
    expect(Object.keys(routes).sort()).toEqual(Object.keys(EXPECTED).sort()));

  describe.each(Object.entries(EXPECTED))("%s", (path, permission) => {
    it(`asks for ${permission}`, () =>
      expect(routes[path]?._def.meta?.permission).toBe(permission));

    it("is closed to whoever is not signed in, unless it is for anyone", async () => {
      const code = await codeOf(path, null);
      if (permission === "anyone") expect(code).not.toBe("SIGNIN.REQUIRED");
      else expect(code).toBe("SIGNIN.REQUIRED");
    });

    it.each(ROLES)("answers the role %s as the permission table says", async (role) => {
      const code = await codeOf(path, actorWith(role));
      const open = permission === "anyone" || holds(role, permission);
      if (open) expect(code).not.toBe("ACCESS.ROLE");
      else expect(code).toBe("ACCESS.ROLE");
    });

    it("is closed to an inactive admin, unless it is for anyone", async () => {
      if (permission === "anyone") return;
      expect(await codeOf(path, actorWith("admin", "inactive"))).toBe("ACCESS.ROLE");
    });
  });
});
