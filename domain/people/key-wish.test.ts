import { describe, expect, it } from "vitest";
import type { KeyMaker } from "./api-key";
import { describeObjection, type KeyWish, objectionToKey } from "./key-wish";
import type { Role } from "./role";
import type { UserId } from "./user";

const NOW = new Date("2026-03-01T12:00:00Z");
const DAY_MS = 24 * 3600 * 1000;
const inDays = (days: number) => new Date(NOW.getTime() + days * DAY_MS);

function answer(change: Partial<KeyWish> = {}, role: Role = "member"): string {
  const who = { userId: "usr_1" as UserId, name: "A", email: "a@b.test", groups: ["support"] };
  const maker: KeyMaker = { ...who, status: "active", role };
  const wish: KeyWish = {
    ...{ scopes: ["sessions:run"], isBound: false, groups: ["support"] },
    ...{ addresses: [], expiresAt: inDays(90), ...change },
  };
  const objection = objectionToKey(wish, maker, NOW);
  return objection === null ? "made" : describeObjection(objection);
}

describe("making a key", () => {
  it("needs a scope, and a group unless it acts as its maker", () => {
    expect(answer()).toBe("made");
    expect(answer({ scopes: [] })).toBe("A key needs at least one scope.");
    expect(answer({ groups: [] })).toMatch(/needs at least one group/);
    expect(answer({ groups: [], isBound: true })).toBe("made");
    expect(answer({ isBound: true })).toMatch(/give it none of its own/);
  });

  it("gives only groups that one has, unless one is an admin", () => {
    expect(answer({ groups: ["support", "sales"] })).toBe("You are not in the group sales.");
    expect(answer({ groups: ["support", "sales"] }, "admin")).toBe("made");
  });

  it("gives a vote only to a key that acts as a person", () => {
    expect(answer({ scopes: ["requests:vote"] })).toMatch(/^Votes are people/);
    expect(answer({ scopes: ["requests:vote"], isBound: true, groups: [] })).toBe("made");
  });

  it("ends within a year, and not before it began", () => {
    expect(answer({ expiresAt: inDays(365) })).toBe("made");
    expect(answer({ expiresAt: inDays(365.001) })).toMatch(/at most 365 days/);
    expect(answer({ expiresAt: NOW })).toMatch(/passed already/);
    expect(answer({ expiresAt: new Date(Number.NaN) })).toMatch(/passed already/);
  });

  it("names blocks of addresses that can be read", () => {
    expect(answer({ addresses: ["10.0.0.0/8", "::1"] })).toBe("made");
    expect(answer({ addresses: ["10.0.0.0/8", "office"] })).toMatch(/no block .*: office$/);
    expect(answer({ addresses: ["10.0.0.1/8"] })).toMatch(/beyond its prefix: 10.0.0.1\/8$/);
  });
});
