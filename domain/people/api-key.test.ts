import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ApiKey, actorOfKey, denialOfKey, type KeyMaker, nameOfKey } from "./api-key";
import type { Role } from "./role";
import type { ApiKeyId, UserId } from "./user";

const NOW = new Date("2026-03-01T12:00:00Z");
const later = new Date(NOW.getTime() + 1);

const key: ApiKey = {
  ...{ id: "key_1" as ApiKeyId, name: "deploy", scopes: ["sessions:run"], isBound: false },
  ...{ groups: ["support", "sales"], addresses: [], expiresAt: later, revokedAt: null },
};

function maker(role: Role = "member", groups: string[] = ["support"]): KeyMaker {
  const person = { userId: "usr_1" as UserId, name: "Ann Lee", email: "ann@corp.test" };
  return { ...person, status: "active", groups, role };
}

const answer = (change: Partial<ApiKey> = {}, who = maker(), address = "10.1.2.3") =>
  denialOfKey({ ...key, ...change }, { maker: who, address, now: NOW }) ?? "usable";

describe("using a key", () => {
  it("works until it is revoked or has expired; the moment of expiry is past the end", () => {
    expect(answer()).toBe("usable");
    expect(answer({ revokedAt: NOW })).toBe("revoked");
    expect(answer({ expiresAt: NOW })).toBe("expired");
  });

  it("ends with its maker: inactive, or in a role that holds no keys", () => {
    expect(answer({}, { ...maker(), status: "inactive" })).toBe("maker-inactive");
    expect(answer({}, maker("auditor"))).toBe("maker-may-not");
    expect(answer({}, maker("approver"))).toBe("maker-may-not");
    expect(answer({}, maker("admin"))).toBe("usable");
  });

  it("works only from the addresses it names, if it names any", () => {
    const addresses = ["192.0.2.0/24", "2001:db8::/32"];
    expect(answer({ addresses }, maker(), "192.0.2.9")).toBe("usable");
    expect(answer({ addresses }, maker(), "::ffff:192.0.2.9")).toBe("usable");
    expect(answer({ addresses }, maker(), "2001:db8::9")).toBe("usable");
    expect(answer({ addresses })).toBe("address-not-allowed");
    expect(answer({ addresses }, maker(), "")).toBe("address-not-allowed");
    expect(answer({ addresses: ["nonsense"] })).toBe("address-not-allowed");
  });
});

describe("who acts", () => {
  const actor = (change: Partial<ApiKey> = {}, who = maker()) =>
    actorOfKey({ ...key, ...change }, who);

  it("is named after key and person, and comes by the key", () =>
    expect(actor()).toMatchObject({
      ...{ name: "key deploy of Ann Lee", userId: "usr_1", signInId: "key_1" },
      apiKey: { id: "key_1", name: "deploy", scopes: ["sessions:run"], isBound: false },
    }));

  it("has those of the key's groups that its maker is in now", () => {
    expect(actor().groups).toEqual(["support"]);
    expect(actor({}, maker("member", [])).groups).toEqual([]);
  });

  it("has all of the key's groups while its maker is an admin, and not a moment longer", () => {
    expect(actor({}, maker("admin", ["admin"])).groups).toEqual(["support", "sales"]);
    expect(actor({}, maker("member", ["sales"])).groups).toEqual(["sales"]);
  });

  it("is a member, whatever its groups map to and whoever made it", () => {
    const groups = ["admin", "auditor", "approver-db"];
    expect(actor({ groups }, maker("admin", ["admin"])).role).toBe("member");
  });

  it("is the person when bound: their groups and role of now", () => {
    const bound = actor({ isBound: true, groups: [] }, maker("admin", ["admin", "ops"]));
    expect([bound.role, bound.groups]).toEqual(["admin", ["admin", "ops"]]);
  });

  it("never has a group that neither its maker has nor an admin gave", () => {
    const group = fc.constantFrom("a", "b", "c", "admin", "auditor");
    const role = fc.constantFrom<Role>("admin", "auditor", "approver", "member");
    fc.assert(
      fc.property(fc.array(group), fc.array(group), role, (wanted, had, as) => {
        const given = actor({ groups: wanted }, maker(as, had));
        expect(given.role).toBe("member");
        for (const name of given.groups) {
          expect(wanted).toContain(name);
          if (as !== "admin") expect(had).toContain(name);
        }
      }),
    );
  });

  it("has a name that fits its column", () =>
    expect(nameOfKey("k".repeat(60), "p".repeat(200))).toHaveLength(200));
});
