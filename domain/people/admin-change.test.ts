import { describe, expect, it } from "vitest";
import { activeAdmins, adminGroupOf, type Candidate, objectionToAdminChange } from "./admin-change";
import { DEFAULT_ROLE_MAPPINGS, type RoleMapping } from "./role";
import type { UserId } from "./user";

const person = (id: string, ...groups: string[]): Candidate => ({
  ...{ id: id as UserId, status: "active", groups },
});
const ada = person("ada", "admin");
const bea = person("bea", "support", "admin");
const cem = person("cem", "support");
const admins = (people: Candidate[], mappings: readonly RoleMapping[] = DEFAULT_ROLE_MAPPINGS) =>
  activeAdmins(people, mappings);

/** What Ada hears when these are the people afterwards. */
const adaHears = (...after: Candidate[]) =>
  objectionToAdminChange(ada.id, admins(after, DEFAULT_ROLE_MAPPINGS));

describe("the active admins", () => {
  it("are those whose groups give the role", () =>
    expect(admins([ada, bea, cem])).toEqual(["ada", "bea"]));
  it("are not those who are inactive", () =>
    expect(admins([{ ...ada, status: "inactive" }, bea])).toEqual(["bea"]));
  it("are not auditors", () => expect(admins([person("olga", "auditor")])).toEqual([]));
  it("follow the mapping", () =>
    expect(admins([ada, cem], [{ match: "prefix", group: "sup", role: "admin" }])).toEqual([
      "cem",
    ]));
});

describe("an admin", () => {
  it("may do what leaves them admin", () => {
    expect(adaHears(ada, bea)).toBeNull();
    expect(adaHears(ada)).toBeNull();
  });
  it("may take admin from another", () => expect(adaHears(ada, { ...bea, groups: [] })).toBeNull());
  it("may not deactivate themself", () =>
    expect(adaHears({ ...ada, status: "inactive" }, bea)).toBe("own-admin"));
  it("may not delete themself", () => expect(adaHears(bea)).toBe("own-admin"));
  it("may not leave the groups that make them admin", () =>
    expect(adaHears(person("ada", "support"), bea)).toBe("own-admin"));
  it("may not be the last one to go, by any door", () => {
    expect(adaHears({ ...ada, status: "inactive" }, cem)).toBe("last-admin");
    expect(adaHears(person("ada"), cem)).toBe("last-admin");
    expect(adaHears()).toBe("last-admin");
  });
  it("may not map the role away", () =>
    expect(objectionToAdminChange(ada.id, admins([ada, bea], []))).toBe("last-admin"));
  it("may not map the role to others only", () => {
    const mappings: RoleMapping[] = [{ match: "exact", group: "support", role: "admin" }];
    expect(objectionToAdminChange(ada.id, admins([ada, bea], mappings))).toBe("own-admin");
  });
});

describe("the group that lets an admin in again", () => {
  const line = (match: "exact" | "prefix", group: string, role: "admin" | "auditor") => ({
    ...{ match, group, role },
  });
  it("is one that the mapping names", () =>
    expect(adminGroupOf([line("prefix", "adm-", "admin"), line("exact", "bosses", "admin")])).toBe(
      "bosses",
    ));
  it("begins as the mapping says when it names only a beginning", () =>
    expect(adminGroupOf([line("prefix", "adm-", "admin")])).toBe("adm-gatehouse"));
  it("is none when nothing gives the role", () => {
    expect(adminGroupOf([line("exact", "auditor", "auditor")])).toBeNull();
    expect(adminGroupOf([])).toBeNull();
  });
});
