import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ROLES, type Role } from "../people/role";
import type { UserStatus } from "../people/user";
import { editAccessGroups, effectOfAccessEdit, mayUse } from "./access-change";

const person = (name: string, role: Role, groups: string[]) => ({
  ...{ name, role, groups, status: "active" as UserStatus },
});
const ann = person("ann", "member", ["support"]);
const ben = person("ben", "member", ["support", "dba"]);
const ada = person("ada", "admin", ["support"]);
const cleo = person("cleo", "approver", ["support"]);
const dan = { ...person("dan", "member", ["support"]), status: "inactive" as const };
const people = [ann, ben, ada, cleo, dan];

function effect(accessGroups: string[], add: string[], remove: string[] = []) {
  const { gain, lose } = effectOfAccessEdit(people, { accessGroups }, { add, remove });
  return { gain: gain.map(({ name }) => name), lose: lose.map(({ name }) => name) };
}

describe("an edit of access groups", () => {
  it("gives the connection to the members of a group that comes", () =>
    expect(effect([], ["support"])).toEqual({ gain: ["ann", "ben"], lose: [] }));
  it("takes it from those whom no other group lets in", () =>
    expect(effect(["support", "dba"], [], ["support"])).toEqual({ gain: [], lose: ["ann"] }));
  it("changes nothing for people whom another group lets in already", () =>
    expect(effect(["dba"], ["support"])).toEqual({ gain: ["ann"], lose: [] }));
  it("touches no admin, no approver and nobody inactive", () => {
    const { gain, lose } = effect(["support"], [], ["support"]);
    for (const name of ["ada", "cleo", "dan"]) expect([...gain, ...lose]).not.toContain(name);
  });
  it("changes nobody when the group was listed already", () =>
    expect(effect(["support"], ["support"])).toEqual({ gain: [], lose: [] }));
  it("removes what is both added and removed", () =>
    expect(editAccessGroups(["b"], { add: ["a", "b"], remove: ["b"] })).toEqual(["a"]));

  it("tells the same as asking about every person before and after, whatever is edited", () => {
    const group = fc.constantFrom("a", "b", "c", "d");
    const groups = fc.uniqueArray(group);
    const anyone = fc.record({
      role: fc.constantFrom(...ROLES),
      groups,
      status: fc.constantFrom<UserStatus>("active", "inactive"),
    });
    const world = fc.tuple(fc.array(anyone), groups, fc.record({ add: groups, remove: groups }));
    fc.assert(
      fc.property(world, ([all, accessGroups, edit]) => {
        const { gain, lose } = effectOfAccessEdit(all, { accessGroups }, edit);
        const after = editAccessGroups(accessGroups, edit);
        for (const one of all) {
          const was = mayUse(one, { accessGroups });
          const is = mayUse(one, { accessGroups: after });
          expect(gain.includes(one)).toBe(!was && is);
          expect(lose.includes(one)).toBe(was && !is);
        }
      }),
    );
  });
});
