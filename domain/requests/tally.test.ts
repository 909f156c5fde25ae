import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { UserId } from "@/domain/people/user";
import { aDemand, aVote, type Voter } from "@/testing/rules";
import type { RuleDraft } from "./describe-rule";
import { type CountedVote, mayVote, tallyVotes, unmatchedGroups } from "./tally";

const ADA = "ada" as UserId;
const dba: Voter = { id: "dan", groups: ["dba"] };
const sec: Voter = { id: "sue", groups: ["sec"] };
const both: Voter = { id: "bo", groups: ["dba", "sec"] };
const EACH: Partial<RuleDraft> = { approverGroups: ["dba", "sec"], approvals: { kind: "each" } };

function outcome(change: Partial<RuleDraft>, ...votes: CountedVote[]) {
  return tallyVotes({ demands: [aDemand(change)], requesterId: ADA, votes }).outcome;
}

describe("votes on a request", () => {
  it("wait until enough people approved", () => {
    expect(outcome({})).toBe("waiting");
    expect(outcome({}, aVote(dba))).toBe("approved");
    expect(outcome({ approvals: { kind: "count", count: 2 } }, aVote(dba))).toBe("waiting");
  });

  it("of any group are enough where one of any is asked for", () =>
    expect(outcome({ ...EACH, approvals: { kind: "any" } }, aVote(sec))).toBe("approved"));

  it("end it with one reject, whatever else was voted", () =>
    expect(outcome({}, aVote(dba), aVote({ ...dba, id: "eve" }, "reject"))).toBe("rejected"));

  it("are never an approval where nothing was asked", () =>
    expect(tallyVotes({ demands: [], requesterId: ADA, votes: [aVote(dba)] }).outcome).toBe(
      "waiting",
    ));

  it("must meet every rule that asks", () => {
    const demands = [aDemand({ name: "a" }), aDemand({ name: "b", approverGroups: ["sec"] })];
    const of = (...votes: CountedVote[]) => tallyVotes({ demands, requesterId: ADA, votes });
    expect(of(aVote(dba)).outcome).toBe("waiting");
    expect(of(aVote(dba)).demands.map((one) => one.missingGroups)).toEqual([[], ["sec"]]);
    expect(of(aVote(dba), aVote(sec)).outcome).toBe("approved");
    expect(of(aVote(both)).outcome).toBe("approved");
  });

  it.each<[string, Voter]>([
    ["outside the groups", { id: "x", groups: ["other"] }],
    ["who are inactive", { ...dba, status: "inactive" }],
    ["who may not decide", { ...dba, role: "auditor" }],
    ["who asked themselves", { ...dba, id: ADA }],
  ])("do not count of people %s, neither for nor against", (_, voter) => {
    expect(outcome({}, aVote(voter))).toBe("waiting");
    expect(outcome({}, aVote(voter, "reject"), aVote(dba))).toBe("approved");
    const question = { demands: [aDemand()], requesterId: ADA };
    expect(mayVote(aVote(voter).voter, question)).toBe(false);
  });

  it("of who asked count where the rule lets them", () =>
    expect(outcome({ selfApproval: true }, aVote({ ...dba, id: ADA }))).toBe("approved"));
});

describe("one of each group", () => {
  it("is not met by one person in two groups", () =>
    expect(outcome(EACH, aVote(both))).toBe("waiting"));
  it("is not blocked by one person in two groups", () => {
    expect(outcome(EACH, aVote(both), aVote(dba))).toBe("approved");
    expect(outcome(EACH, aVote(both), aVote(sec))).toBe("approved");
  });
  it("is not met by two of the same group", () =>
    expect(outcome(EACH, aVote(dba), aVote({ ...dba, id: "eve" }))).toBe("waiting"));
  it("says which group is left", () => {
    const question = { demands: [aDemand(EACH)], requesterId: ADA, votes: [aVote(dba)] };
    expect(tallyVotes(question).demands[0]).toMatchObject({ missing: 1, missingGroups: ["sec"] });
  });
});

const GROUPS = ["a", "b", "c", "d", "e"] as const;
const groupsOf = fc.subarray([...GROUPS]);
const voters = fc
  .array(groupsOf, { maxLength: 6 })
  .map((all) => all.map((groups, index) => ({ userId: `u${index}` as UserId, groups })));
const change = fc.record({
  approverGroups: fc.subarray([...GROUPS], { minLength: 1 }),
  approvals: fc.oneof(
    fc.constant({ kind: "any" } as const),
    fc.constant({ kind: "each" } as const),
    fc.integer({ min: 1, max: 4 }).map((count) => ({ kind: "count", count }) as const),
  ),
});
type Voters = readonly { readonly userId: UserId; readonly groups: readonly string[] }[];

/** How many groups can have somebody of their own: every way of giving them out, tried. */
function mostMatched(groups: readonly string[], left: Voters): number {
  const [first, ...rest] = groups;
  if (first === undefined) return 0;
  const without = mostMatched(rest, left);
  const withOne = left
    .filter((voter) => voter.groups.includes(first))
    .map(
      (voter) =>
        1 +
        mostMatched(
          rest,
          left.filter((other) => other !== voter),
        ),
    );
  return Math.max(without, ...withOne);
}

const approve = (all: Voters) => all.map(({ userId, groups }) => aVote({ id: userId, groups }));

describe("whatever is voted by whomever", () => {
  it("the matching is a largest one", () =>
    fc.assert(
      fc.property(groupsOf, voters, (groups, given) => {
        const unmatched = unmatchedGroups(groups, given);
        expect(groups.length - unmatched.length).toBe(mostMatched(groups, given));
        expect(groups).toEqual(expect.arrayContaining([...unmatched]));
      }),
    ));

  it("the order of votes does not matter", () =>
    fc.assert(
      fc.property(
        change,
        voters.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
        ),
        (rule, [one, other]) => {
          expect(outcome(rule, ...approve(one))).toBe(outcome(rule, ...approve(other)));
        },
      ),
    ));

  it("more approvals than needed still approve", () =>
    fc.assert(
      fc.property(change, voters, groupsOf, (rule, given, groups) => {
        fc.pre(outcome(rule, ...approve(given)) === "approved");
        const more = [...approve(given), aVote({ id: "one more", groups })];
        expect(outcome(rule, ...more)).toBe("approved");
      }),
    ));

  it("one of each is met exactly when as many different people stand for the groups", () =>
    fc.assert(
      fc.property(fc.subarray([...GROUPS], { minLength: 1 }), voters, (groups, given) => {
        const rule = { approverGroups: groups, approvals: { kind: "each" } } as const;
        const isMet = mostMatched(groups, given) === groups.length;
        expect(outcome(rule, ...approve(given))).toBe(isMet ? "approved" : "waiting");
      }),
    ));

  it("a valid reject among them ends it", () =>
    fc.assert(
      fc.property(change, voters, (rule, given) => {
        const [group = "a"] = rule.approverGroups;
        const reject = aVote({ id: "no", groups: [group] }, "reject");
        expect(outcome(rule, ...approve(given), reject)).toBe("rejected");
      }),
    ));
});
