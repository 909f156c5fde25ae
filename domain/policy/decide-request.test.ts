import { describe, expect, it } from "vitest";
import type { ActingKey, Actor, ApiKeyId, UserId } from "../people/user";
import type { Demand } from "../requests/demand";
import { REQUEST_STATES } from "../requests/request";
import {
  decidesOn,
  isRequester,
  maySeeRequest,
  type RequestStanding,
  requestsVisibleTo,
  rightsOn,
} from "./decide-request";

const DEMAND: Demand = {
  ...{ ruleId: "rul_1", rule: "writes", version: 1, kind: "action", approverGroups: ["dba"] },
  ...{ approvals: { kind: "each" }, timeoutSeconds: 3_600, durationSecondsMax: 3_600 },
  ...{ reasonRequired: false, breakGlassGroups: [], adminsApproveThemselves: true },
  selfApproval: false,
};

function person(id: string, change: Partial<Actor> = {}): Actor {
  return {
    ...{ userId: id as UserId, name: id, email: `${id}@corp.test`, status: "active" },
    ...{ groups: [], role: "member", signInId: "sin_1" as Actor["signInId"], ...change },
  };
}

function key(isBound: boolean): Pick<Actor, "apiKey"> {
  const scopes: ActingKey["scopes"] = ["sessions:run", "requests:vote"];
  return { apiKey: { id: "key_1" as ApiKeyId, name: "k", scopes, isBound } };
}

const asked = (state: RequestStanding["state"]): RequestStanding => ({
  ...{ kind: "action", state, requesterId: "ben" as UserId, demands: [DEMAND] },
});

describe("a request", () => {
  it("exists for who asked, who decides, and who sees all; for nobody else", () => {
    const see = (actor: Actor) => maySeeRequest(actor, asked("pending"));
    expect(see(person("ben"))).toBe(true);
    expect(see(person("dana", { groups: ["dba"] }))).toBe(true);
    expect(see(person("dana", { groups: ["dba"], role: "approver" }))).toBe(true);
    expect(see(person("olga", { role: "auditor" }))).toBe(true);
    expect(see(person("sam", { groups: ["support"] }))).toBe(false);
    expect(see(person("ben", { status: "inactive" }))).toBe(false);
  });

  it("is run, answered and given back by who asked alone", () => {
    const others = [person("dana", { groups: ["dba"] }), person("ada", { role: "admin" })];
    for (const one of others) {
      expect(rightsOn(one, asked("approved"))).toMatchObject({ mayRun: false, mayCancel: false });
      expect(rightsOn(one, asked("proposed")).mayAnswer).toBe(false);
    }
    expect(rightsOn(person("ben"), asked("approved"))).toMatchObject({
      ...{ mayRun: true, mayCancel: true, mayRevoke: false },
    });
    expect(rightsOn(person("ben"), asked("proposed")).mayAnswer).toBe(true);
  });

  it("is previewed by who decides it and admins, while it has not run; who asked gets nothing before", () => {
    const preview = (actor: Actor, request = asked("pending")) =>
      rightsOn(actor, request).mayPreview;
    const dana = person("dana", { groups: ["dba"] });
    expect(preview(dana)).toBe(true);
    expect(preview(dana, asked("approved"))).toBe(true);
    expect(preview(dana, asked("running"))).toBe(false);
    expect(preview(person("ada", { role: "admin" }))).toBe(true);
    expect(preview(person("olga", { role: "auditor" }))).toBe(false);
    expect(preview(person("ben"))).toBe(false);
    expect(preview(person("ben", { role: "admin" }))).toBe(false);
    expect(preview(person("ben", { groups: ["dba"] }))).toBe(false);
    const own = { ...asked("pending"), demands: [{ ...DEMAND, selfApproval: true }] };
    expect(preview(person("ben", { groups: ["dba"] }), own)).toBe(true);
  });

  it("is forced by who asked alone, while it is pending, in a group that every rule lets", () => {
    const glass: Demand = { ...DEMAND, breakGlassGroups: ["oncall"] };
    const oncall = { groups: ["oncall"] };
    const forced = (actor: Actor, state: RequestStanding["state"], demands = [glass]) =>
      rightsOn(actor, { ...asked(state), demands }).mayBreakGlass;
    expect(forced(person("ben", oncall), "pending")).toBe(true);
    expect(forced(person("ben", oncall), "pending", [glass, DEMAND])).toBe(false);
    expect(forced(person("ben"), "pending")).toBe(false);
    expect(forced(person("ada", { ...oncall, role: "admin" }), "pending")).toBe(false);
    for (const state of ["proposed", "approved", "rejected", "expired"] as const) {
      expect(forced(person("ben", oncall), state)).toBe(false);
    }
  });

  it("is not a key's that only was given groups of who asked: their requests are not its own", () => {
    const given = person("ben", { ...key(false), groups: ["dba"] });
    expect(maySeeRequest(given, asked("pending"))).toBe(false);
    expect(isRequester(given, asked("approved"))).toBe(false);
    expect(Object.values(rightsOn(given, asked("approved")))).not.toContain(true);
    expect(isRequester(person("ben", key(true)), asked("approved"))).toBe(true);
  });

  it("is decided by a bound key as its person, with the scope for it", () => {
    const dana = { groups: ["dba"] };
    expect(rightsOn(person("dana", { ...dana, ...key(true) }), asked("pending")).mayVote).toBe(
      true,
    );
    expect(rightsOn(person("dana", { ...dana, ...key(false) }), asked("pending")).mayVote).toBe(
      false,
    );
  });
});

describe("in each state", () => {
  const SECOND: Demand = {
    ...DEMAND,
    ruleId: "rul_2",
    rule: "audited",
    approverGroups: ["security"],
  };
  const window = (state: RequestStanding["state"]): RequestStanding => ({
    ...{ ...asked(state), kind: "jit", demands: [{ ...DEMAND, kind: "jit" }] },
  });
  const dana = person("dana", { groups: ["dba"] });
  const ada = person("ada", { role: "admin" });
  /** States of a command in which somebody has a right. */
  const statesOf = (
    right: keyof ReturnType<typeof rightsOn>,
    actor: Actor,
    of: (state: RequestStanding["state"]) => RequestStanding = asked,
  ) => REQUEST_STATES.filter((state) => rightsOn(actor, of(state))[right]);

  it("who asked takes it back while it waits or is approved, adds words while it waits", () => {
    expect(statesOf("mayCancel", person("ben"))).toEqual(["pending", "proposed", "approved"]);
    expect(statesOf("mayAdd", person("ben"))).toEqual(["pending", "proposed"]);
    expect(statesOf("mayAnswer", person("ben"))).toEqual(["proposed"]);
    expect(statesOf("mayRun", person("ben"))).toEqual(["approved"]);
    expect(statesOf("mayRun", person("ben"), window)).toEqual([]);
    for (const right of ["mayCancel", "mayAdd", "mayAnswer", "mayRun"] as const) {
      expect(statesOf(right, dana)).toEqual([]);
      expect(statesOf(right, person("ben", { status: "inactive" }))).toEqual([]);
    }
  });

  it("who decides it votes and changes the text while it waits, never their own, never a window's", () => {
    expect(statesOf("mayVote", dana)).toEqual(["pending", "proposed"]);
    expect(statesOf("mayModify", dana)).toEqual(["pending", "proposed"]);
    expect(statesOf("mayVote", dana, window)).toEqual(["pending", "proposed"]);
    expect(statesOf("mayModify", dana, window)).toEqual([]);
    const own = (state: RequestStanding["state"]) => ({
      ...{ ...asked(state), demands: [{ ...DEMAND, selfApproval: true }] },
    });
    const ben = person("ben", { groups: ["dba"] });
    expect(statesOf("mayVote", ben, own)).toEqual(["pending", "proposed"]);
    expect(statesOf("mayModify", ben, own)).toEqual([]);
    expect(statesOf("mayVote", person("sam", { groups: ["support"] }))).toEqual([]);
  });

  it("what is approved is taken away by who decides it and by admins, and nothing else is", () => {
    expect(statesOf("mayRevoke", dana)).toEqual(["approved"]);
    expect(statesOf("mayRevoke", ada)).toEqual(["approved"]);
    expect(statesOf("mayRevoke", person("sam", { groups: ["support"] }))).toEqual([]);
    expect(statesOf("mayRevoke", person("olga", { role: "auditor" }))).toEqual([]);
  });

  it("a window is never previewed: there is no command in it", () => {
    expect(statesOf("mayPreview", dana, window)).toEqual([]);
    expect(statesOf("mayPreview", ada, window)).toEqual([]);
    expect(statesOf("mayPreview", dana)).toEqual(["pending", "proposed", "approved"]);
  });

  it("of two rules' groups either sees it", () => {
    const both = { ...asked("pending"), demands: [DEMAND, SECOND] };
    expect(maySeeRequest(dana, both)).toBe(true);
    expect(maySeeRequest(person("sec", { groups: ["security"] }), both)).toBe(true);
  });

  it("there is nothing for who is inactive, or a key of groups, and everything for who sees all", () => {
    expect(requestsVisibleTo(person("ben", { status: "inactive" }))).toEqual({ kind: "none" });
    expect(requestsVisibleTo(person("ben", key(false)))).toEqual({ kind: "none" });
    expect(requestsVisibleTo(ada)).toEqual({ kind: "all" });
    expect(requestsVisibleTo(dana)).toEqual({
      ...{ kind: "some", requesterId: "dana", approverOf: ["dba"] },
    });
  });

  it("its judges are who decides it and admins, in person and active", () => {
    const judge = (actor: Actor) => decidesOn(actor, asked("pending"));
    expect([dana, ada].map(judge)).toEqual([true, true]);
    expect(judge(person("sam", { groups: ["support"] }))).toBe(false);
    expect(judge(person("ben"))).toBe(false);
    expect(judge(person("ada", { role: "admin", status: "inactive" }))).toBe(false);
    expect(judge(person("dana", { groups: ["dba"], status: "inactive" }))).toBe(false);
    expect(judge(person("ada", { role: "admin", ...key(false) }))).toBe(false);
    expect(judge(person("olga", { role: "auditor" }))).toBe(false);
  });
});
