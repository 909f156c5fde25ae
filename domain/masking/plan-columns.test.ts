import { describe, expect, it } from "vitest";
import type { Column } from "../rows/column";
import { DEFAULT_MASKING_RULES, type MaskingRules } from "./masking-rule";
import { maskedAs, planColumns } from "./plan-columns";

const TYPES = {
  ...{ bool: 16, bytea: 17, char: 18, name: 19, int8: 20, int2: 21, int4: 23, text: 25, oid: 26 },
  ...{
    json: 114,
    xml: 142,
    cidr: 650,
    float4: 700,
    float8: 701,
    money: 790,
    macaddr: 829,
    inet: 869,
  },
  ...{ textArray: 1009, bpchar: 1042, varchar: 1043, date: 1082, time: 1083, timestamp: 1114 },
  ...{ timestamptz: 1184, interval: 1186, timetz: 1266, bit: 1560, numeric: 1700, record: 2249 },
  ...{ uuid: 2950, jsonb: 3802, int4Array: 1007, unknown: 705, ofAnExtension: 16_384, none: 0 },
} as const;

function column(name: string, typeId: number = TYPES.text): Column {
  return { name, type: "whatever", typeId, origin: null };
}

/** The plan of one column in one word. */
function plan(name: string, typeId?: number, rules: MaskingRules = DEFAULT_MASKING_RULES): string {
  return planColumns(rules, [column(name, typeId)])
    .map(maskedAs)
    .join();
}

function planBy(glob: string, name: string): string {
  return plan(name, TYPES.text, {
    ...DEFAULT_MASKING_RULES,
    columns: [{ schema: "*", table: "*", column: glob, kind: "card" }],
  });
}

describe("a column passes only when its type cannot hold text", () => {
  const safe = [
    ...["bool", "int2", "int4", "oid", "float4", "date"],
    ...["time", "timetz", "timestamp", "timestamptz", "uuid"],
  ];

  it.each(Object.entries(TYPES))("%s", (type, typeId) => {
    expect(plan("plain", typeId)).toBe(safe.includes(type) ? "pass" : "scan");
  });
});

describe("a rule on the name", () => {
  it("is stronger than a safe type", () => {
    expect(plan("ssn", TYPES.int4)).toBe("ssn");
    expect(plan("phone", TYPES.int8)).toBe("phone");
  });

  it("does not look at upper and lower case", () => {
    expect(plan("EMail")).toBe("email");
    expect(planBy("TAX*", "tax_id")).toBe("card");
  });

  it("that comes first wins", () => {
    expect(plan("email_phone")).toBe("email");
    expect(plan("phone_email")).toBe("email");
  });

  it("keeps the order of the columns", () => {
    const plans = planColumns(DEFAULT_MASKING_RULES, [
      column("id", 23),
      column("iban"),
      column("x"),
    ]);
    expect(plans.map(maskedAs)).toEqual(["pass", "iban", "scan"]);
  });

  it.each([
    ["", "email_address", "email"],
    ["", "customer_ssn", "ssn"],
    ["", "social_security_number", "ssn"],
    ["", "card_number", "card"],
    ["", "iban", "iban"],
    ["", "mobile_phone", "phone"],
    ["", "ip", "ip"],
    ["", "ip_address", "ip"],
    ["", "shipping", "scan"],
    ["", "assnumber", "scan"],
    ["", "?column?", "scan"],
    ["", "", "scan"],
  ])("of the default set knows its columns: %s%s", (_, name, expected) => {
    expect(plan(name)).toBe(expected);
  });
});

describe("a column of a known origin", () => {
  const rules: MaskingRules = {
    ...DEFAULT_MASKING_RULES,
    columns: [{ schema: "hr", table: "people", column: "name", kind: "card" }],
  };
  const planned = (wish: Pick<Column, "name" | "protectedAs">, by = DEFAULT_MASKING_RULES) =>
    planColumns(by, [{ ...column("x", TYPES.int4), ...wish }])
      .map(maskedAs)
      .join();

  it("is masked when a protected column flows into it, whatever its name and type", () => {
    expect(planned({ name: "x", protectedAs: "iban" })).toBe("iban");
  });
  it("is masked by its name all the same", () => {
    expect(planned({ name: "email", protectedAs: null })).toBe("email");
    expect(planned({ name: "email", protectedAs: "ssn" })).toBe("email");
  });
  it("is not masked by the name that another table's rule speaks of", () => {
    expect(planned({ name: "name", protectedAs: null }, rules)).toBe("pass");
    expect(planned({ name: "name", protectedAs: "card" }, rules)).toBe("card");
  });
  it("that nobody could tell is masked by the column's name in any rule", () => {
    expect(planned({ name: "name" }, rules)).toBe("card");
  });
});

describe("a glob", () => {
  it.each([
    ["ssn", "ssn", true],
    ["ssn", "ssn2", false],
    ["ssn", "a_ssn", false],
    ["*", "", true],
    ["*", "anything", true],
    ["", "", true],
    ["", "x", false],
    ["a*", "a", true],
    ["a*", "ba", false],
    ["*a", "ba", true],
    ["*a", "ab", false],
    ["a*a", "a", false],
    ["a*a", "aa", true],
    ["ab*ba", "aba", false],
    ["*a*b*", "xaxbx", true],
    ["*a*b*", "xbxax", false],
    ["*ab*ab", "ab", false],
    ["*ab*ab", "abab", true],
    ["a.c", "abc", false],
    ["a?c", "abc", false],
    ["[a]", "a", false],
    ["**a**", "xax", true],
  ])("%j %j: %s", (glob, name, matches) => {
    expect(planBy(glob, name)).toBe(matches ? "card" : "scan");
  });

  it("of many stars is decided without trying every way", () => {
    expect(planBy(`${"*a".repeat(2_000)}b`, "a".repeat(50_000))).toBe("scan");
  });
});
