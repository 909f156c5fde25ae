import { describe, expect, it } from "vitest";
import { MASK_KINDS } from "@/domain/masking/masking-rule";
import { kindsShown } from "./kinds-shown";
import { emptyDraft } from "./masking-draft";

const draft = emptyDraft();
const shown = (text: string) =>
  kindsShown(draft, { text, only: null }).flatMap(({ kinds }) => kinds);

describe("the rows of the table of kinds", () => {
  it("are every kind once, where nothing is sought", () =>
    expect(shown("").toSorted()).toEqual(MASK_KINDS.toSorted()));

  it("are found by word, short name, example and group, in any case", () => {
    expect(shown("spanish IDENTITY")).toEqual(["dni"]);
    expect(shown("jwt")).toEqual(["jwt"]);
    expect(shown("4111")).toEqual(["card"]);
    expect(shown("network")).toEqual(["ip", "mac"]);
    expect(kindsShown(draft, { text: "nothing of the kind", only: null })).toEqual([]);
  });

  it("are what the rule says something of, and stay while one of them is taken back", () => {
    const rule = { ...draft, detectors: { ip: "off" }, replacements: { card: "hash" } } as const;
    const rows = (only: ReadonlySet<"mac">) =>
      kindsShown(rule, { text: "", only }).flatMap(({ kinds }) => kinds);
    expect(rows(new Set())).toEqual(["card", "ip"]);
    expect(rows(new Set(["mac"]))).toEqual(["card", "ip", "mac"]);
  });
});
