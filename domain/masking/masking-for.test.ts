import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type MaskingCase, maskingFor } from "./masking-for";
import {
  type ColumnMaskingRule,
  DEFAULT_MASKING_RULES,
  MASK_KINDS,
  type MaskingRules,
} from "./masking-rule";
import { REPLACEMENTS } from "./replacements/replacement";
import { COMPARISONS, type MaskingRule, SWITCHES } from "./written-rule";

const NOTE = { schema: "hr", table: "people", column: "salary_note", kind: "ssn" } as const;
const CODE = { schema: "hr", table: "people", column: "badge", kind: "card" } as const;

function aRule(change: Partial<MaskingRule> = {}): MaskingRule {
  return {
    ...{ id: "msk_1", name: "notes", version: 3, enabled: true, priority: 1 },
    scope: { connections: [], tags: [] },
    ...{ columns: [], comparisons: "allow", comparisonsPerDay: null, detectors: {} },
    ...{ replacements: {}, kinds: [], builtInColumns: null, exemptGroups: [] },
    ...change,
  };
}

const shop = { name: "shop", tags: { env: "prod" } };
const support = { groups: ["support"] };
const payroll = { groups: ["staff", "payroll"] };
const decide = (rules: readonly MaskingRule[], actor: MaskingCase["actor"] = support) =>
  maskingFor({ actor, connection: shop, rules });

describe("what a session is masked with", () => {
  it("is what is on out of the box where no rule is about its connection", () => {
    expect(decide([])).toEqual({ budgets: [], rules: DEFAULT_MASKING_RULES, maskedBy: [] });
    const off = { email: "off" } as const;
    const elsewhere = [
      aRule({ enabled: false, detectors: off }),
      aRule({ scope: { connections: ["hr"], tags: ["env=dev"] }, detectors: off }),
    ];
    expect(decide(elsewhere)).toEqual(decide([]));
  });

  it("is about connections by name, by tag, or all of them", () => {
    for (const scope of [
      { connections: ["shop"], tags: [] },
      { connections: ["hr"], tags: ["env=prod"] },
      { connections: [], tags: [] },
    ]) {
      expect(decide([aRule({ scope, columns: [NOTE] })]).rules.columns[0]).toEqual(NOTE);
    }
  });

  it("has a rule's columns before those that are on out of the box", () =>
    expect(decide([aRule({ columns: [NOTE] })]).rules).toEqual({
      ...DEFAULT_MASKING_RULES,
      columns: [NOTE, ...DEFAULT_MASKING_RULES.columns],
    }));

  it("has the columns of every rule, in the order of the rules", () => {
    const one = aRule({ id: "msk_1", priority: 2, columns: [NOTE] });
    const other = aRule({ id: "msk_2", priority: 1, columns: [CODE] });
    const { rules, maskedBy } = decide([one, other]);
    expect(rules.columns.slice(0, 2)).toEqual([CODE, NOTE]);
    expect(maskedBy.map(({ id }) => id)).toEqual(["msk_2", "msk_1"]);
  });

  it("says which rules had a say, and which of them mask this person", () => {
    const one = aRule({ id: "msk_1", name: "one", exemptGroups: ["payroll"] });
    const other = aRule({ id: "msk_2", name: "other", priority: 2 });
    expect(decide([one, other], payroll).maskedBy).toEqual([
      { id: "msk_1", name: "one", version: 3, isExempt: true },
      { id: "msk_2", name: "other", version: 3, isExempt: false },
    ]);
  });
});

describe("a detector", () => {
  const isOn = (rules: readonly MaskingRule[], actor = support) =>
    decide(rules, actor).rules.detectors.includes("email");
  const on = aRule({ detectors: { email: "on" } });
  const off = aRule({ id: "msk_2", priority: 2, detectors: { email: "off" } });

  it("is off where a rule says so, the others stay on", () => {
    expect(isOn([off])).toBe(false);
    expect(decide([off]).rules.detectors).toEqual(MASK_KINDS.filter((kind) => kind !== "email"));
  });
  it("is on where another rule says on, in either order", () => {
    expect(isOn([on, off])).toBe(true);
    expect(isOn([off, on])).toBe(true);
  });
  it("is off for an exempt group of the only rule that says on", () => {
    const exempting = { ...on, exemptGroups: ["payroll"] };
    expect(isOn([exempting], payroll)).toBe(false);
    expect(isOn([exempting], support)).toBe(true);
  });
  it("is on for whom one rule exempts and another does not", () => {
    const exempting = { ...on, id: "msk_3", exemptGroups: ["payroll"] };
    expect(isOn([exempting, on], payroll)).toBe(true);
  });
  it("stays on for an exempt group of a rule that does not name it", () =>
    expect(isOn([aRule({ columns: [NOTE], exemptGroups: ["payroll"] })], payroll)).toBe(true));
});

describe("a column", () => {
  const exempting = aRule({ columns: [NOTE], exemptGroups: ["payroll"] });
  const isMasked = (rules: readonly MaskingRule[], actor = support) =>
    decide(rules, actor).rules.columns.includes(NOTE);

  it("is left in clear for a group that the rule exempts", () => {
    expect(isMasked([exempting], payroll)).toBe(false);
    expect(isMasked([exempting], support)).toBe(true);
  });
  it("is masked for that group where another rule masks it too", () =>
    expect(isMasked([exempting, aRule({ id: "msk_2", columns: [NOTE] })], payroll)).toBe(true));
  it("is masked by its name out of the box whatever group a rule exempts", () =>
    expect(decide([exempting], payroll).rules.columns).toEqual(DEFAULT_MASKING_RULES.columns));
});

describe("the columns that are masked out of the box", () => {
  const own = (rules: readonly MaskingRule[], actor = support) =>
    decide(rules, actor).rules.columns.length;
  const off = aRule({ builtInColumns: "off" });
  const on = aRule({ id: "msk_2", builtInColumns: "on", exemptGroups: ["payroll"] });

  it("are left out where a rule says so and none says on", () => {
    expect(own([off])).toBe(0);
    expect(own([off, on])).toBe(DEFAULT_MASKING_RULES.columns.length);
  });
  it("are left out for a group that every rule exempts which says on", () =>
    expect(own([on], payroll)).toBe(0));
});

describe("comparisons of a column", () => {
  const refusing = aRule({ columns: [NOTE], comparisons: "refuse", exemptGroups: ["payroll"] });

  it("are allowed unless a rule that masks it refuses them", () => {
    expect(refused(decide([aRule({ columns: [NOTE] })]).rules)).toEqual([]);
    const both = [aRule({ id: "msk_2", columns: [NOTE, CODE] }), refusing];
    expect(refused(decide(both).rules)).toEqual([NOTE]);
  });
  it("are not refused of a group that the rule exempts", () =>
    expect(refused(decide([refusing], payroll).rules)).toEqual([]));
  it("are what the strictest rule asks, of the built-in columns, by all that ask it", () => {
    const on = (name: string, comparisons: MaskingRule["comparisons"]) =>
      aRule({ id: name, name, builtInColumns: "on", comparisons });
    const asked = (...rules: MaskingRule[]) => {
      const [column] = decide(rules).rules.columns;
      return [column?.comparisons, ...(column?.rules ?? [])];
    };
    expect(asked(on("a", "allow"))).toEqual([undefined]);
    expect(asked(on("a", "count"), on("b", "count"))).toEqual(["count", "a", "b"]);
    expect(asked(on("a", "count"), on("b", "approve"))).toEqual(["approve", "b"]);
    expect(asked(on("a", "refuse"), on("b", "approve"))).toEqual(["refuse", "a"]);
  });
  it("are counted to the number of each rule that masks the person and counts", () => {
    const counts = { columns: [NOTE], comparisons: "count", comparisonsPerDay: 7 } as const;
    const rules = [
      aRule({ id: "a", name: "A", ...counts }),
      aRule({ id: "b", name: "B", ...counts, exemptGroups: ["payroll"] }),
      aRule({ id: "c", name: "C", ...counts, enabled: false }),
    ];
    const [a, b] = [
      { ruleId: "a", rule: "A", perDay: 7 },
      { ruleId: "b", rule: "B", perDay: 7 },
    ];
    expect(decide(rules).budgets).toEqual([a, b]);
    expect(decide(rules, payroll).budgets).toEqual([a]);
  });
  it("are refused of the built-in columns by a rule that says that those are masked", () => {
    const { columns } = DEFAULT_MASKING_RULES;
    const on = aRule({ builtInColumns: "on", comparisons: "refuse" });
    expect(refused(decide([on]).rules)).toEqual(columns);
    expect(refused(decide([{ ...on, builtInColumns: null }]).rules)).toEqual([]);
  });
});

describe("what stands in place of a kind", () => {
  const first = aRule({ priority: 1, replacements: { ssn: "partial", card: "redact" } });
  const second = aRule({
    ...{ id: "msk_2", priority: 2 },
    replacements: { ssn: "hash", card: "fake", email: "hash" },
  });
  const replaced = (rules: readonly MaskingRule[], actor = support) =>
    decide(rules, actor).rules.replacements;

  it("is what the first rule says that names it, and a placeholder where none does", () =>
    expect(replaced([second, first])).toEqual({ ssn: "partial", email: "hash" }));
  it("is not told to an agent where all of it is placeholders", () =>
    expect(decide([aRule({ replacements: { ssn: "redact" } })]).rules).toEqual(
      DEFAULT_MASKING_RULES,
    ));
  it("is nothing that a rule says from which somebody is exempt", () =>
    expect(replaced([{ ...first, exemptGroups: ["payroll"] }, second], payroll)).toEqual({
      ...{ ssn: "hash", card: "fake", email: "hash" },
    }));
});

const nameOf = ({ schema, table, column, kind }: ColumnMaskingRule) => {
  return { schema, table, column, kind };
};
const named = ({ columns }: MaskingRules) => columns.map(nameOf);
const refused = ({ columns }: MaskingRules) =>
  columns.filter(({ comparisons }) => comparisons === "refuse").map(nameOf);

const kindOf = fc.constantFrom(...MASK_KINDS);
const groups = fc.subarray(["a", "b", "c"]);
const anyRule: fc.Arbitrary<MaskingRule> = fc.record({
  id: fc.uuid(),
  name: fc.string(),
  version: fc.nat(),
  enabled: fc.boolean(),
  priority: fc.integer({ min: 1, max: 4 }),
  scope: fc.record({
    connections: fc.subarray(["shop", "hr"]),
    tags: fc.subarray(["env=prod", "env=dev"]),
  }),
  columns: fc.array(fc.constantFrom(NOTE, CODE), { maxLength: 2 }),
  comparisons: fc.constantFrom(...COMPARISONS),
  comparisonsPerDay: fc.constantFrom(null, 1, 5),
  detectors: fc.dictionary(kindOf, fc.constantFrom(...SWITCHES)),
  replacements: fc.dictionary(kindOf, fc.constantFrom(...REPLACEMENTS)),
  kinds: fc.constant([]),
  builtInColumns: fc.constantFrom(...SWITCHES, null),
  exemptGroups: groups,
});

describe("whatever rules there are", () => {
  it("one more that exempts nobody and turns nothing off unmasks nothing", () =>
    fc.assert(
      fc.property(fc.array(anyRule, { maxLength: 6 }), anyRule, groups, (rules, drawn, mine) => {
        const added: MaskingRule = {
          ...{ ...drawn, exemptGroups: [] },
          detectors: Object.fromEntries(Object.keys(drawn.detectors).map((kind) => [kind, "on"])),
          builtInColumns: drawn.builtInColumns === null ? null : "on",
        };
        const before = decide(rules, { groups: mine }).rules;
        const after = decide([...rules, added], { groups: mine }).rules;
        expect(after.detectors).toEqual(expect.arrayContaining([...before.detectors]));
        expect(named(after)).toEqual(expect.arrayContaining(named(before)));
        expect(refused(after)).toEqual(expect.arrayContaining(refused(before)));
      }),
    ));

  it("one more group unmasks nothing that a rule without exempt groups masks", () =>
    fc.assert(
      fc.property(fc.array(anyRule, { maxLength: 6 }), groups, (drawn, mine) => {
        const rules = drawn.map((rule) => ({ ...rule, exemptGroups: [] }));
        expect(decide(rules, { groups: mine }).rules).toEqual(decide(rules, { groups: [] }).rules);
      }),
    ));

  it("their order among each other decides at most what a masked column is masked as", () =>
    fc.assert(
      fc.property(fc.array(anyRule, { maxLength: 6 }), groups, (rules, mine) => {
        const moved = rules.map((rule) => ({ ...rule, priority: 5 - rule.priority }));
        const [one, other] = [decide(rules, { groups: mine }), decide(moved, { groups: mine })];
        expect(other.rules.detectors).toEqual(one.rules.detectors);
        expect(new Set(other.rules.columns)).toEqual(new Set(one.rules.columns));
      }),
    ));
});
