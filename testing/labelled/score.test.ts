import { describe, expect, it } from "vitest";
import { MASK_KINDS } from "@/domain/masking/masking-rule";
import { generateLabelledSet } from "./labelled-set";
import type { Sample } from "./sample";
import { f1Of, precisionOf, recallOf, scoreDetectors } from "./score";

const samples = generateLabelledSet();
const misses: string[] = [];
const { scores, notDetected } = scoreDetectors(samples, (what) => misses.push(what));

/** Kinds with a checksum are right nearly always, or they are not worth their checksum. */
const LEAST: Readonly<Record<string, number>> = { card: 0.99, iban: 0.99 };
const LEAST_OTHERWISE = 0.95;

describe("the generated labelled set", () => {
  it("has 20,000 cells at least, and every kind in tables and in text", () => {
    expect(samples.filter(({ form }) => form === "table").length).toBeGreaterThan(20_000);
    for (const { form, kind, labelled } of scores) {
      expect([form, kind, labelled >= 40]).toEqual([form, kind, true]);
    }
  });

  it("is the same from the same seed and another from another", () => {
    const small = { seed: 7, rowsOfCountry: 2, linesOfCountry: 2 };
    expect(generateLabelledSet(small)).toEqual(generateLabelledSet(small));
    expect(generateLabelledSet({ ...small, seed: 8 })).not.toEqual(generateLabelledSet(small));
  });
});

describe("the detectors, by exact spans in the formats of twelve countries", () => {
  it.each(MASK_KINDS)("find %s in tables and in text, and little else", (kind) => {
    const least = LEAST[kind] ?? LEAST_OTHERWISE;
    for (const score of scores.filter((one) => one.kind === kind)) {
      const about = misses.filter((what) => what.includes(` ${kind} `)).slice(0, 20);
      expect([score, about, precisionOf(score) >= least]).toEqual([score, about, true]);
      expect([score, about, recallOf(score) >= least]).toEqual([score, about, true]);
    }
  });
});

describe("a score", () => {
  const text = (...pieces: Sample["pieces"]): Sample => ({ form: "text", pieces });
  const of = (kind: string, ...given: readonly Sample[]) =>
    scoreDetectors(given).scores.find((one) => one.kind === kind && one.form === "text");

  it("counts a value only from its first byte to its last", () => {
    const half = text({ text: "to joe", label: null }, { text: "@example.com", label: "email" });
    expect(of("email", half)).toMatchObject({ labelled: 1, found: 0, wrong: 1 });
    const whole = text({ text: "é ", label: null }, { text: "joe@example.com", label: "email" });
    expect(of("email", whole)).toMatchObject({ labelled: 1, found: 1, wrong: 0 });
  });

  it("says 1 of nothing, and 0 of nothing right", () => {
    const none = { form: "text", kind: "email", labelled: 0, found: 0, wrong: 0 } as const;
    expect([precisionOf(none), recallOf(none), f1Of(none)]).toEqual([1, 1, 1]);
    expect(f1Of({ ...none, labelled: 1, wrong: 1 })).toBe(0);
  });

  it("leaves out what no detector knows, and what is found inside of it", () => {
    const unknown = text({ text: "10.0.0.1", label: "street" });
    expect(of("ip", unknown)).toMatchObject({ labelled: 0, found: 0, wrong: 0 });
    expect(scoreDetectors([unknown]).notDetected).toEqual(new Map([["street", 1]]));
    expect(notDetected.has("street")).toBe(true);
  });
});
