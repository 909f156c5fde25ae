import { describe, expect, it } from "vitest";
import type { UserId } from "../people/user";
import { describeOutcome, evidenceOf } from "./evidence";
import type { Review, ReviewItem } from "./review";

const review: Review = {
  ...{ id: "rev_1", subject: { kind: "group", id: "grp_1", name: "sales" }, state: "completed" },
  ...{ periodDays: 90, startedAt: new Date("2026-01-01T10:00:00Z"), startedByName: "Ada" },
  ...{ endedAt: new Date("2026-01-02T10:00:00Z"), endedByName: "Ada" },
};
const item: ReviewItem = {
  ...{ number: 1, userId: "usr_1" as UserId, name: "=cmd()", email: "b@corp.test" },
  ...{ status: "active", groups: [{ id: "grp_1", name: "sales", sources: ["local", "idp"] }] },
  ...{ byRole: false, lastUsedAt: null, sessions: 3, kinds: { write: 1, read: 2 } },
  ...{ verdict: "revoke", reason: "left, for good", decidedByName: "Ada" },
  ...{ decidedAt: new Date("2026-01-02T09:00:00Z"), version: 1 },
  outcome: { kind: "not-removed", from: ["sales"], provider: ["sales"], joinedSince: [] },
};

describe("the evidence of a review", () => {
  it("is one line of JSON for the review and one for each person", () => {
    const lines = evidenceOf({ review, items: [item] }, "jsonl").split("\n");
    expect(lines).toHaveLength(3);
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({ id: "rev_1", people: 1 });
    expect(JSON.parse(lines[1] ?? "")).toMatchObject({ email: "b@corp.test", verdict: "revoke" });
  });
  it("is the same text however the parts were kept", () => {
    const kinds = { read: 2, write: 1 };
    const groups = [{ id: "grp_1", name: "sales", sources: ["idp", "local"] as const }];
    const again = evidenceOf({ review, items: [{ ...item, kinds, groups }] }, "jsonl");
    expect(again).toBe(evidenceOf({ review, items: [item] }, "jsonl"));
  });
  it("as CSV runs no formula and quotes what would break a line", () => {
    const csv = evidenceOf({ review, items: [item] }, "csv");
    expect(csv).toContain(`,"'=cmd()",`);
    expect(csv).toContain('"left, for good"');
    expect(csv.split("\r\n")).toHaveLength(3);
  });
  it("as CSV has no column for a kind that came later and was not counted", () => {
    const head = (kinds: ReviewItem["kinds"]) =>
      evidenceOf({ review, items: [{ ...item, kinds }] }, "csv")
        .split("\r\n")[0]
        ?.replaceAll('"', "");
    expect(head({ write: 1 })).toContain(",read,write,schema,transaction,utility,unknown,");
    expect(head({ privilege: 1 })).toContain(",schema,privilege,transaction,");
  });
  it("says in words what was not carried out, and where it must be", () => {
    expect(describeOutcome(item.outcome ?? { kind: "kept" })).toBe(
      "removed from sales; not carried out for sales: comes from the identity provider and must be removed there",
    );
    expect(
      describeOutcome({ kind: "not-removed", from: [], provider: [], joinedSince: ["ops"] }),
    ).toBe("not carried out for ops: joined after the review began");
    expect(describeOutcome({ kind: "removed", from: ["a", "b"] })).toBe("removed from a, b");
    expect(describeOutcome({ kind: "gone" })).toBe("had lost it before");
    expect(describeOutcome({ kind: "kept" })).toBe("kept");
    expect(describeOutcome({ kind: "by-role" })).toBe("not reviewed: the role gives access");
  });
});
