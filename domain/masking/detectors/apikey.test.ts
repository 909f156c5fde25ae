import { describe, expect, it } from "vitest";
import { findSpans } from "../scan-spec";

function found(text: string): readonly string[] {
  const bytes = Buffer.from(text);
  return findSpans(bytes, ["apikey"]).map(({ start, end }) => bytes.toString("utf8", start, end));
}

/** Put together here, so that no file holds what a scanner of repositories takes for a key. */
const ALNUM = "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8";
const KEYS = [
  `AKIA${"IOSFODNN7EXAMPLE"}`,
  `ASIA${"IOSFODNN7EXAMPLE"}`,
  ...["ghp", "gho", "ghu", "ghs", "ghr"].map((prefix) => `${prefix}_${ALNUM}`),
  `github_pat_${ALNUM}_${ALNUM}`,
  `ghk_${ALNUM}`,
  ...["sk_live", "sk_test", "rk_live", "rk_test"].map(
    (prefix) => `${prefix}_${ALNUM.slice(0, 24)}`,
  ),
  `AIza${ALNUM.slice(1)}`,
  `AIzaSyB-${ALNUM.slice(5)}`,
  `xoxb-123456789012-1234567890123-${ALNUM.slice(0, 24)}`,
  `xoxe-1-${ALNUM}`,
  `xapp-1-A0123456789-1234567890123-${ALNUM}`,
];

describe("a key is found", () => {
  it.each(KEYS)("whole: %s", (key) => {
    expect(found(key)).toEqual([key]);
    expect(found(`KEY=${key};`)).toEqual([key]);
    expect(found(`{"a":"${key}"}\\n${key}, Next`)).toEqual([key, key]);
  });
});

describe("no key is found", () => {
  it.each(KEYS)("behind a letter, or cut off: %s", (key) => {
    expect(found(`x${key}`.replaceAll("-", "_"))).toEqual([]);
    expect(found(key.slice(0, 14))).toEqual([]);
  });

  it.each([
    ["small letters behind Amazon's", "AKIAiosfodnn7example"],
    ["one too many behind Amazon's", "AKIAIOSFODNN7EXAMPLEX"],
    ["another word of GitHub's", `ghx_${ALNUM}`],
    ["a publishable key", `pk_live_${ALNUM}`],
    ["another surrounding", `sk_prod_${ALNUM}`],
    ["a word that starts like Slack's", "xoxo-hugs-and-kisses-to-all"],
    ["a size", "xoxb-12-and-no-more-than-that"],
    ["a hash", "f1d2d2f924e986ac86fdf7b36c94bcdf32beec15"],
  ])("%s: %s", (_, text) => {
    expect(found(text)).toEqual([]);
  });
});
