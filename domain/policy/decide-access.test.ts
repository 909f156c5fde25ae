import { describe, expect, it } from "vitest";
import type { Connection, ConnectionId } from "../connections/connection";
import { ROLES, type Role } from "../people/role";
import type { Actor, SignInId, UserId } from "../people/user";
import {
  connectionsUsableBy,
  connectionsVisibleTo,
  decideAccess,
  maySeeConnection,
} from "./decide-access";

const shop: Connection = {
  ...{ id: "con_1" as ConnectionId, name: "shop", kind: "postgres", readOnly: false, version: 1 },
  ...{ previewAllowed: false },
  accessGroups: ["support"],
  modes: ["web"],
  limits: { rowsMax: 1, bytesMax: 1, durationSecondsMax: 1 },
};

function person(role: Role, groups: string[] = [], status: Actor["status"] = "active"): Actor {
  return {
    ...{ userId: "usr_1" as UserId, name: "A", email: "a@b.test", signInId: "s" as SignInId },
    ...{ role, groups, status },
  };
}

function answer(actor: Actor, connection: Connection = shop, mode: "web" | "native" = "web") {
  const decision = decideAccess({ actor, connection, mode });
  if (decision.kind === "allow") return `by ${decision.grantedBy}`;
  expect(decision.kind).toBe("deny");
  return decision.because;
}

describe("deciding access", () => {
  it("lets a member in through one of the access groups", () =>
    expect(answer(person("member", ["sales", "support"]))).toBe("by support"));
  it("denies a member of other groups", () =>
    expect(answer(person("member", ["sales"]))).toBe("not-in-access-group"));
  it("denies everyone but admins when no group is listed", () => {
    const nobody = { ...shop, accessGroups: [] };
    expect(answer(person("member", ["support"]), nobody)).toBe("not-in-access-group");
    expect(answer(person("admin"), nobody)).toBe("by role");
  });
  it("does not take a part of a group's name for the group", () =>
    expect(answer(person("member", ["supp", "support2", "Support"]))).toBe("not-in-access-group"));
  it("never lets an auditor or approver run, whatever their groups", () => {
    expect(answer(person("auditor", ["support"]))).toBe("role-cannot-run");
    expect(answer(person("approver", ["support"]))).toBe("role-cannot-run");
  });
  it("denies a mode that is off, to admins too", () => {
    expect(answer(person("member", ["support"]), shop, "native")).toBe("mode-is-off");
    expect(answer(person("admin"), shop, "native")).toBe("mode-is-off");
    expect(answer(person("admin"), { ...shop, modes: [] })).toBe("mode-is-off");
  });
  it("tells of the group before the mode: who may not see it learns nothing of its modes", () =>
    expect(answer(person("member"), { ...shop, modes: [] })).toBe("not-in-access-group"));
  it.each(ROLES)("denies an inactive %s before anything else", (role) =>
    expect(answer(person(role, ["support"], "inactive"))).toBe("user-inactive"),
  );
});

describe("seeing a connection", () => {
  const sees = (actor: Actor) => maySeeConnection(actor, shop);

  it("is for members of its groups, admins and auditors", () => {
    expect(sees(person("member", ["support"]))).toBe(true);
    expect(sees(person("admin"))).toBe(true);
    expect(sees(person("auditor"))).toBe(true);
  });
  it("is for no one else: it is absent for them", () => {
    expect(sees(person("member", ["sales"]))).toBe(false);
    expect(sees(person("approver", ["support"]))).toBe(false);
  });
  it.each(ROLES)("is not for an inactive %s", (role) =>
    expect(sees(person(role, ["support"], "inactive"))).toBe(false),
  );
});

describe("the connections that there are for a person", () => {
  const scopes = (scopeOf: typeof connectionsVisibleTo, status: Actor["status"] = "active") =>
    ROLES.map((role) => `${role}: ${scopeOf(person(role, ["support"], status))}`);

  it("are all for who audits, those of their groups for members, none for approvers", () =>
    expect(scopes(connectionsVisibleTo)).toEqual([
      ...["admin: all", "auditor: all", "approver: none", "member: of-their-groups"],
    ]));
  it("to run on are none for whoever runs nothing", () =>
    expect(scopes(connectionsUsableBy)).toEqual([
      ...["admin: all", "auditor: none", "approver: none", "member: of-their-groups"],
    ]));
  it.each([connectionsVisibleTo, connectionsUsableBy])(
    "are none for the inactive (%o)",
    (scopeOf) =>
      expect(scopes(scopeOf, "inactive").every((line) => line.endsWith(": none"))).toBe(true),
  );
});
