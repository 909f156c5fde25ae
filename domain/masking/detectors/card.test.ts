import { describe, expect, it } from "vitest";
import { findSpans } from "../scan-spec";

function found(text: string): readonly string[] {
  const bytes = Buffer.from(text);
  return findSpans(bytes, ["card"]).map(({ start, end }) => bytes.toString("utf8", start, end));
}

describe("a card number is found", () => {
  it.each([
    ["Visa", "4111111111111111"],
    ["Visa of 13", "4222222222222"],
    ["Visa of 19", "4000000000000000006"],
    ["Mastercard", "5555555555554444"],
    ["Mastercard of the second range", "2223003122003222"],
    ["American Express", "378282246310005"],
    ["Discover", "6011111111111117"],
    ["Diners Club", "30569309025904"],
    ["JCB", "3530111333300000"],
    ["Mir", "2200000000000004"],
    ["spaces", "4111 1111 1111 1111"],
    ["dashes", "4111-1111-1111-1111"],
    ["grouped American Express", "3782 822463 10005"],
    ["grouped Diners Club", "3056-930902-5904"],
    ["grouped Visa of 13", "4222 2222 2222 2"],
    ["grouped Visa of 19", "4000 0000 0000 0000 006"],
  ])("%s: %s", (_, number) => {
    expect(found(number)).toEqual([number]);
    expect(found(`card:${number},1`)).toEqual([number]);
    expect(found(`(${number}). Next`)).toEqual([number]);
  });

  it("with the code behind it left out", () => {
    expect(found("4111 1111 1111 1111 123")).toEqual(["4111 1111 1111 1111"]);
    expect(found("4111-1111-1111-1111-123")).toEqual(["4111-1111-1111-1111"]);
  });

  it("behind a dash, a minus and an order's prefix", () => {
    expect(found("-4111111111111111")).toHaveLength(1);
    expect(found("card-4111111111111111")).toHaveLength(1);
  });
});

describe("no card number is found", () => {
  it.each([
    ["a wrong check digit", "4111111111111112"],
    ["two digits swapped", "4111111111111171"],
    ["an unknown issuer", "1111111111111117"],
    ["a length the issuer has not", "41111111111111113"],
    ["20 digits", "41111111111111111111"],
    ["12 digits", "411111111116"],
    ["two kinds of separator", "4111 1111-1111 1111"],
    ["other groups", "41 11111111 111111"],
    ["a letter in front", "x4111111111111111"],
    ["a letter behind", "4111111111111111x"],
    ["a fraction", "0.4111111111111111"],
    ["a decimal", "4111111111111111.50"],
    ["a NUL inside", "41111111\u000011111111"],
  ])("%s: %s", (_, text) => {
    expect(found(text)).toEqual([]);
  });

  it("for any single wrong digit of a right number", () => {
    const right = "4111111111111111";
    for (let at = 1; at < right.length; at += 1) {
      for (const digit of "0123456789".replace(right.charAt(at), "")) {
        expect(found(right.slice(0, at) + digit + right.slice(at + 1))).toEqual([]);
      }
    }
  });
});
