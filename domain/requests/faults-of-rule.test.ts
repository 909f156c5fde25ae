import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { UserId } from "@/domain/people/user";
import { aRule } from "@/testing/rules";
import type { RuleDraft } from "./describe-rule";
import { type Decider, decidersThatMatter, faultsOfRule, type RuleFault } from "./faults-of-rule";

const person = (id: string, ...groups: string[]): Decider => ({ userId: id as UserId, groups });
const dan = person("dan", "dba");
const faults = (change: Partial<RuleDraft>, ...deciders: Decider[]) =>
  faultsOfRule(aRule(change), deciders);
const places = (found: readonly RuleFault[]) => found.map(({ at }) => at);

describe("a rule that can be satisfied", () => {
  it.each<[string, Partial<RuleDraft>, Decider[]]>([
    ["one person for one group", {}, [dan]],
    [
      "any of two groups, one of them empty",
      { approvals: { kind: "any" }, approverGroups: ["dba", "empty"] },
      [dan],
    ],
    [
      "as many people as groups, who stand for each other",
      { approverGroups: ["dba", "sec"] },
      [person("bo", "dba", "sec"), person("eve", "dba", "sec")],
    ],
    ["as many as asked for", { approvals: { kind: "count", count: 2 } }, [dan, person("e", "dba")]],
    ["a tag and no name", { scope: { connections: [], tags: ["env=prod"] } }, [dan]],
    ["a window", { kind: "jit" }, [dan]],
  ])("has no fault: %s", (_, change, deciders) => expect(faults(change, ...deciders)).toEqual([]));
});

describe("a rule that nobody could ever satisfy", () => {
  it("has no group that approves", () =>
    expect(faults({ approverGroups: [] }, dan)).toEqual([
      { at: "approverGroups", because: "No group approves." },
    ]));

  it("has a group without anybody who may decide", () => {
    const change = { approverGroups: ["dba", "sec"] };
    expect(faults(change, dan)[0]?.because).toBe("sec has nobody active who may decide.");
    expect(faults(change)[0]?.because).toBe("dba and sec have nobody active who may decide.");
    expect(places(faults({ approvals: { kind: "any" } }))).toEqual(["approverGroups"]);
  });

  it("does not count people of other groups", () =>
    expect(places(faults({}, person("x", "other")))).toEqual(["approverGroups"]));

  it("asks for more approvals than there are people", () =>
    expect(faults({ approvals: { kind: "count", count: 2 } }, dan)).toEqual([
      {
        at: "approvals",
        because: "2 approvals are asked for, and 1 person in these groups may decide.",
      },
    ]));

  it("asks each group, and one person would have to stand for two", () => {
    const change = { approverGroups: ["dba", "sec"] };
    expect(faults(change, person("both", "dba", "sec"))).toEqual([
      {
        at: "approvals",
        because:
          "One of each group needs 2 different people; the groups have 1 person who may stand for them.",
      },
    ]);
  });

  it("opens windows for some commands only", () =>
    expect(places(faults({ kind: "jit", commands: "writes" }, dan))).toEqual(["commands"]));
});

describe("the people that are looked at", () => {
  const GROUPS = ["a", "b", "c"];
  const people = fc
    .array(fc.subarray([...GROUPS]), { maxLength: 12 })
    .map((all) => all.map((groups, index) => person(`u${index}`, ...groups)));
  const asked = fc.record({
    approverGroups: fc.subarray([...GROUPS], { minLength: 1 }),
    approvals: fc.oneof(
      fc.constantFrom({ kind: "any" } as const, { kind: "each" } as const),
      fc.integer({ min: 1, max: 6 }).map((count) => ({ kind: "count", count }) as const),
    ),
  });

  it("are enough: more of a group change no answer", () =>
    fc.assert(
      fc.property(asked, people, (change, all) => {
        const most = decidersThatMatter(change);
        const firstOf = (group: string) =>
          all.filter(({ groups }) => groups.includes(group)).slice(0, most);
        const some = all.filter((one) =>
          change.approverGroups.some((g) => firstOf(g).includes(one)),
        );
        const isSound = (given: Decider[]) => faults(change, ...given).length === 0;
        expect(isSound(some)).toBe(isSound(all));
      }),
    ));
});

describe("a rule that would never ask anybody", () => {
  it("names no connection and no tag", () =>
    expect(places(faults({ scope: { connections: [], tags: [] } }, dan))).toEqual(["scope"]));
  it("is for groups, and names none", () =>
    expect(places(faults({ needs: { kind: "groups", groups: [] } }, dan))).toEqual(["needs"]));
});

describe("the limits of a rule", () => {
  const many = (count: number) => Array.from({ length: count }, (_, index) => `name-${index}`);
  it.each<[string, Partial<RuleDraft>, RuleFault["at"]]>([
    ["connections", { scope: { connections: many(501), tags: [] } }, "limits"],
    ["tags", { scope: { connections: [], tags: many(51) } }, "limits"],
    ["groups", { needs: { kind: "all-but", groups: many(51) } }, "limits"],
    ["no approval", { approvals: { kind: "count", count: 0 } }, "limits"],
    ["too many approvals", { approvals: { kind: "count", count: 21 } }, "limits"],
    ["half an approval", { approvals: { kind: "count", count: 1.5 } }, "limits"],
    ["a shorter wait", { timeoutSeconds: 59 }, "times"],
    ["a longer wait", { timeoutSeconds: 7 * 86_400 + 1 }, "times"],
    ["a shorter window", { kind: "jit", durationSecondsMax: 59 }, "times"],
    ["a longer window", { kind: "jit", durationSecondsMax: 30 * 86_400 + 1 }, "times"],
  ])("are kept: %s", (_, change, at) => expect(places(faults(change, dan))).toEqual([at]));

  it("of a window do not matter where there is none", () =>
    expect(faults({ kind: "action", durationSecondsMax: 1 }, dan)).toEqual([]));
});
