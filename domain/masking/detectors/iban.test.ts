import { describe, expect, it } from "vitest";
import { findSpans } from "../scan-spec";

function found(text: string): readonly string[] {
  const bytes = Buffer.from(text);
  return findSpans(bytes, ["iban"]).map(({ start, end }) => bytes.toString("utf8", start, end));
}

const EXAMPLES = [
  "DE89370400440532013000",
  "GB82WEST12345698765432",
  "FR1420041010050500013M02606",
  "NO9386011117947",
  "MT84MALT011000012345MTLCAST001S",
  "CH9300762011623852957",
  "LC55HEMM000100010012001200023015",
];

describe("an account number is found", () => {
  it.each(EXAMPLES)("as it is, in lower case and in groups of four: %s", (account) => {
    const grouped = account.replace(/(.{4})(?=.)/g, "$1 ");
    for (const form of [account, account.toLowerCase(), grouped]) {
      expect(found(form)).toEqual([form]);
      expect(found(`iban:${form}, paid`)).toEqual([form]);
      expect(found(`(${form})`)).toEqual([form]);
    }
  });

  it("followed by words", () => {
    expect(found("DE89 3704 0044 0532 0130 00 on Monday")).toEqual(["DE89 3704 0044 0532 0130 00"]);
  });
});

describe("no account number is found", () => {
  it.each(EXAMPLES)("when any digit is another: %s", (account) => {
    for (let at = 2; at < account.length; at += 1) {
      const digit = account.charCodeAt(at) - 0x30;
      if (digit > 9) continue;
      expect(found(account.slice(0, at) + ((digit + 1) % 10) + account.slice(at + 1))).toEqual([]);
    }
  });

  it.each([
    ["a country that has none", "US89370400440532013000"],
    ["a character too few", "DE8937040044053201300"],
    ["a character too many", "DE893704004405320130000"],
    ["a letter in front", "XDE89370400440532013000"],
    ["other groups", "DE89 37040 044 0532 0130 00"],
    ["two spaces", "DE89  3704 0044 0532 0130 00"],
    ["dashes", "DE89-3704-0044-0532-0130-00"],
    ["a NUL inside", "DE893704\u00000440532013000"],
    ["nothing behind the check digits", "DE89"],
  ])("%s: %s", (_, text) => {
    expect(found(text)).toEqual([]);
  });
});
