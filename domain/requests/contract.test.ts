import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Contract, canonicalContract, changesOf } from "./contract";

const CONTRACT: Contract = {
  ...{ command: "UPDATE users SET a = 1", parameters: ["1", "2"], environment: { B: "2", A: "1" } },
  ...{ connectionId: "con_1", connectionVersion: 3, targetUser: "app", requesterId: "usr_1" },
  ...{ rules: ["rul_1@1"], affectedRowsMax: null },
};

const OTHERS: { readonly [Field in keyof Contract]: Contract[Field] } = {
  ...{ command: "DELETE FROM users", parameters: ["2", "1"], environment: { A: "1", B: "3" } },
  ...{ connectionId: "con_2", connectionVersion: 4, targetUser: "root", requesterId: "usr_2" },
  ...{ rules: ["rul_1@2"], affectedRowsMax: 10 },
};
const fields = Object.keys(CONTRACT) as (keyof Contract)[];

describe("the contract of an approval", () => {
  it("is the same text however its environment was written down", () => {
    const other = { ...CONTRACT, environment: { A: "1", B: "2" } };
    expect(canonicalContract(other)).toBe(canonicalContract(CONTRACT));
    expect(changesOf(CONTRACT, other)).toEqual([]);
  });

  it.each(fields)("is another one when this changes: %s", (field) => {
    const other = { ...CONTRACT, [field]: OTHERS[field] };
    expect(canonicalContract(other)).not.toBe(canonicalContract(CONTRACT));
    expect(changesOf(CONTRACT, other)).toHaveLength(1);
  });

  it("says all that changed, in words", () =>
    expect(changesOf(CONTRACT, { ...CONTRACT, command: "x", rules: [] })).toEqual([
      "the command is another one",
      "the access rules changed",
    ]));

  const contracts = fc.record({
    ...{ command: fc.string(), parameters: fc.array(fc.string(), { maxLength: 3 }) },
    environment: fc.dictionary(fc.string(), fc.string(), { maxKeys: 3 }),
    ...{ connectionId: fc.string(), connectionVersion: fc.nat(), targetUser: fc.string() },
    ...{ requesterId: fc.string(), rules: fc.array(fc.string(), { maxLength: 2 }) },
    affectedRowsMax: fc.option(fc.nat()),
  });
  it("has one text exactly when nothing changed", () =>
    fc.assert(
      fc.property(contracts, contracts, (one, other) => {
        expect(changesOf(one, structuredClone(one))).toEqual([]);
        const sameText = canonicalContract(one) === canonicalContract(other);
        expect(sameText).toBe(changesOf(one, other).length === 0);
      }),
    ));
});
