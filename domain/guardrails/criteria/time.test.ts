import { describe, expect, it } from "vitest";
import { isAtThisTime, isKnownZone, type TimeCriterion, type Weekday } from "./time";

const WEEK: readonly Weekday[] = ["mon", "tue", "wed", "thu", "fri"];
const office: TimeCriterion = {
  ...{ kind: "time", zone: "Europe/Berlin", days: WEEK, from: "09:00", to: "17:00" },
  when: "inside",
};
const holdsAt = (criterion: TimeCriterion, at: string) =>
  isAtThisTime(criterion, new Date(at)) !== null;

describe("a time of day", () => {
  it("is that of the named zone, in winter and in summer", () => {
    expect(holdsAt(office, "2026-01-14T08:00:00Z")).toBe(true);
    expect(holdsAt(office, "2026-01-14T07:59:59Z")).toBe(false);
    expect(holdsAt(office, "2026-07-15T07:00:00Z")).toBe(true);
    expect(holdsAt(office, "2026-07-15T15:00:00Z")).toBe(false);
  });
  it("ends before its end", () => {
    expect(holdsAt(office, "2026-01-14T15:59:59Z")).toBe(true);
    expect(holdsAt(office, "2026-01-14T16:00:00Z")).toBe(false);
  });
  it("is of these days only", () => {
    expect(holdsAt(office, "2026-01-17T10:00:00Z")).toBe(false);
    expect(holdsAt({ ...office, when: "outside" }, "2026-01-17T10:00:00Z")).toBe(true);
    expect(holdsAt({ ...office, when: "outside" }, "2026-01-14T10:00:00Z")).toBe(false);
  });

  describe("over midnight", () => {
    const friday: TimeCriterion = {
      ...{ kind: "time", zone: "UTC", days: ["fri"], from: "22:00", to: "06:00" },
      when: "inside",
    };
    it("belongs to the day it begins on", () => {
      expect(holdsAt(friday, "2026-01-16T22:00:00Z")).toBe(true);
      expect(holdsAt(friday, "2026-01-17T05:59:00Z")).toBe(true);
      expect(holdsAt(friday, "2026-01-17T06:00:00Z")).toBe(false);
      expect(holdsAt(friday, "2026-01-16T05:00:00Z")).toBe(false);
    });
    it("of the same hour is the whole day from it", () => {
      const day = { ...friday, from: "06:00", to: "06:00" };
      expect(holdsAt(day, "2026-01-16T06:00:00Z")).toBe(true);
      expect(holdsAt(day, "2026-01-17T05:59:00Z")).toBe(true);
      expect(holdsAt(day, "2026-01-17T06:00:00Z")).toBe(false);
    });
  });

  it("of a zone that nobody knows holds either way", () => {
    expect(isKnownZone("Europe/Berlin")).toBe(true);
    expect(isKnownZone("Mars/Olympus")).toBe(false);
    for (const when of ["inside", "outside"] as const) {
      expect(holdsAt({ ...office, zone: "Mars/Olympus", when }, "2026-01-17T10:00:00Z")).toBe(true);
    }
  });
});
