import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Hash } from "../recording/recording-format";
import { type ChainedEvent, canonicalBytes, nextLink, openChain } from "./audit-chain";
import {
  type BrokenChain,
  beginWalk,
  CHAIN_LIMITS,
  type ChainEntry,
  conclude,
  examine,
  NOTHING_FOUND,
  strayFault,
  walkOn,
} from "./verify-chain";

const hash: Hash = (parts) => {
  const sum = createHash("sha256");
  for (const part of parts) sum.update(part);
  return sum.digest();
};
const START_MS = Date.parse("2026-01-01T00:00:00Z");
const PAGE_ROWS = 3;

function anEvent(index: number, words: Partial<ChainedEvent> = {}): ChainedEvent {
  return {
    id: String(index * 2 + 1),
    at: new Date(START_MS + index * 1000).toISOString(),
    actorId: null,
    actorName: "Ada",
    event: "group.created",
    subject: `group ${index}`,
    before: null,
    after: `{"n": ${index}}`,
    origin: "",
    ...words,
  };
}

function sealed(events: readonly ChainedEvent[]): ChainEntry[] {
  let head = openChain(hash);
  return events.map((event) => {
    head = nextLink(head, event, hash);
    return { position: head.position, hash: head.hash, eventId: event.id, event };
  });
}
const chainOf = (count: number) =>
  sealed(Array.from({ length: count }, (_, index) => anEvent(index)));

/** As the gateway verifies: page after page, and a second look when a row does not hold. */
function verify(entries: readonly ChainEntry[]): BrokenChain | "holds" {
  const pages = Array.from({ length: Math.ceil(entries.length / PAGE_ROWS) }, (_, index) =>
    entries.slice(index * PAGE_ROWS, (index + 1) * PAGE_ROWS),
  );
  let walk = beginWalk(hash);
  for (const page of pages) {
    const outcome = walkOn(walk, page, hash);
    if (outcome.kind === "broken") return outcome;
    if (outcome.kind === "holds") {
      walk = outcome.walk;
      continue;
    }
    const found = pages.reduce(
      (findings, one) => examine(findings, { suspect: outcome, entries: one }, hash),
      NOTHING_FOUND,
    );
    return conclude(outcome, found);
  }
  return "holds";
}
function verdict(entries: readonly ChainEntry[]): string {
  const answer = verify(entries);
  return answer === "holds" ? answer : `${answer.fault} at ${answer.position}`;
}

/** Seals keep their place, what they name changes. */
const withEvents = (entries: readonly ChainEntry[], change: (entry: ChainEntry) => ChainEntry) =>
  entries.map((entry) => change(entry));
const renumbered = (entries: readonly ChainEntry[]) =>
  entries.map((entry, index) => ({ ...entry, position: index + 1 }));

describe("the canonical bytes of an event", () => {
  const texts = fc.record({
    id: fc.bigInt({ min: 1n, max: 10n ** 18n }).map(String),
    at: fc.string(),
    actorId: fc.option(fc.string()),
    actorName: fc.string(),
    event: fc.string(),
    subject: fc.string(),
    before: fc.option(fc.string()),
    after: fc.option(fc.string()),
    origin: fc.string(),
  });

  it("are the same for equal events and differ for all others", () =>
    fc.assert(
      fc.property(texts, texts, (one, other) => {
        const same = JSON.stringify(one) === JSON.stringify(other);
        const bytes = Buffer.from(canonicalBytes(one));
        expect(bytes.equals(canonicalBytes({ ...one }))).toBe(true);
        expect(bytes.equals(canonicalBytes(other))).toBe(same);
      }),
    ));

  it("tell a text that moved to the next field, and nothing from the empty text", () => {
    const moved = [
      anEvent(1, { event: "ab", subject: "c" }),
      anEvent(1, { event: "a", subject: "bc" }),
    ];
    const none = [anEvent(1, { before: null }), anEvent(1, { before: "" })];
    for (const [one, other] of [moved, none]) {
      if (one === undefined || other === undefined) throw new RangeError("a pair");
      expect(Buffer.from(canonicalBytes(one)).equals(canonicalBytes(other))).toBe(false);
    }
  });
});

describe("a chain that nobody touched", () => {
  it("holds, whatever its length", () =>
    fc.assert(
      fc.property(fc.nat(20), (count) => {
        expect(verdict(chainOf(count))).toBe("holds");
      }),
    ));

  it("holds when a long transaction came late", () => {
    const late = anEvent(3, { at: new Date(START_MS - 30_000).toISOString(), id: "2" });
    expect(verdict(sealed([anEvent(0), anEvent(1), anEvent(2), late]))).toBe("holds");
  });

  it("holds when its clock went back by exactly what is allowed", () => {
    const at = (ms: number) => new Date(START_MS + ms).toISOString();
    const back = (ms: number) =>
      sealed([
        anEvent(0, { at: at(0) }),
        anEvent(1, { at: at(-CHAIN_LIMITS.backwardsMsMax - ms) }),
      ]);
    expect(verdict(back(0))).toBe("holds");
    expect(verdict(back(1))).toBe("inserted at 2");
  });
});

const place = fc
  .integer({ min: 2, max: 12 })
  .chain((count) => fc.record({ count: fc.constant(count), at: fc.nat(count - 1) }));
const pair = fc.integer({ min: 2, max: 12 }).chain((count) =>
  fc.record({
    count: fc.constant(count),
    spots: fc.uniqueArray(fc.nat(count - 1), { minLength: 2, maxLength: 2 }),
  }),
);

describe("a changed row", () => {
  const fields = [
    "at",
    "actorId",
    "actorName",
    "event",
    "subject",
    "before",
    "after",
    "origin",
  ] as const;
  it("is named, whichever field was changed", () =>
    fc.assert(
      fc.property(place, fc.constantFrom(...fields), ({ count, at }, field) => {
        const touched = withEvents(chainOf(count), (entry) =>
          entry.position === at + 1 && entry.event !== null
            ? { ...entry, event: { ...entry.event, [field]: "2026-01-01T00:00:00.5Z" } }
            : entry,
        );
        expect(verdict(touched)).toBe(`changed at ${at + 1}`);
      }),
    ));

  it("is named when its seal was changed instead", () =>
    fc.assert(
      fc.property(place, ({ count, at }) => {
        const touched = chainOf(count).map((entry, index) =>
          index === at ? { ...entry, hash: "0".repeat(64) } : entry,
        );
        expect(verdict(touched)).toBe(`changed at ${at + 1}`);
      }),
    ));
});

describe("a removed row", () => {
  it("is named when its seal still stands", () =>
    fc.assert(
      fc.property(place, ({ count, at }) => {
        const gone = chainOf(count).map((entry, index) =>
          index === at ? { ...entry, event: null } : entry,
        );
        expect(verdict(gone)).toBe(`removed at ${at + 1}`);
      }),
    ));

  it("leaves a gap when its seal was removed too", () =>
    fc.assert(
      fc.property(place, ({ count, at }) => {
        fc.pre(at < count - 1);
        expect(verdict(chainOf(count).filter((_, index) => index !== at))).toBe(`gap at ${at + 1}`);
      }),
    ));

  it("is named when the seals behind it were moved up to hide it", () =>
    fc.assert(
      fc.property(place, ({ count, at }) => {
        fc.pre(at < count - 2);
        const hidden = renumbered(chainOf(count).filter((_, index) => index !== at));
        expect(verdict(hidden)).toBe(`removed at ${at + 1}`);
      }),
    ));
});

describe("an inserted row", () => {
  const forged = { ...anEvent(500), id: "1000" };
  it("is named when it was squeezed in between with a seal of its own", () =>
    fc.assert(
      fc.property(place, ({ count, at }) => {
        const one = { position: 0, eventId: forged.id, hash: "f".repeat(64), event: forged };
        const squeezed = renumbered(chainOf(count).toSpliced(at, 0, one));
        expect(verdict(squeezed)).toBe(`inserted at ${at + 1}`);
      }),
    ));

  it("is named when it was sealed in order but claims to be older", () => {
    const old = anEvent(9, { at: "2025-12-01T00:00:00Z" });
    expect(verdict(sealed([anEvent(0), anEvent(1), old]))).toBe("inserted at 3");
  });

  it("is named when it has no seal and an older number than what is sealed", () => {
    expect(strayFault("9", "10").fault).toBe("inserted");
    expect(strayFault("11", "10").fault).toBe("unsealed");
    expect(strayFault("11", null).fault).toBe("unsealed");
  });
});

describe("two rows that changed places", () => {
  const swapped = (
    count: number,
    spots: readonly number[],
    keys: readonly (keyof ChainEntry)[],
  ) => {
    const entries = chainOf(count);
    const [a = 0, b = 0] = spots;
    const take = (from: number, to: number) => {
      const parts = keys.map((key) => [key, entries[from]?.[key]]);
      return { ...entries[to], ...Object.fromEntries(parts) } as ChainEntry;
    };
    return entries.map((entry, index) =>
      index === a ? take(b, a) : index === b ? take(a, b) : entry,
    );
  };
  const first = (spots: readonly number[]) => Math.min(...spots) + 1;

  it("are found by the first of them when the seals were swapped", () =>
    fc.assert(
      fc.property(pair, ({ count, spots }) => {
        const moved = swapped(count, spots, ["hash", "eventId", "event"]);
        expect(verdict(moved)).toBe(`reordered at ${first(spots)}`);
      }),
    ));

  it("are found when the seals name each other's event", () =>
    fc.assert(
      fc.property(pair, ({ count, spots }) => {
        const moved = swapped(count, spots, ["eventId", "event"]);
        expect(verdict(moved)).toBe(`reordered at ${first(spots)}`);
      }),
    ));

  it("are found when the events took each other's number", () =>
    fc.assert(
      fc.property(pair, ({ count, spots }) => {
        const moved = swapped(count, spots, ["event"]).map((entry) =>
          entry.event === null ? entry : { ...entry, event: { ...entry.event, id: entry.eventId } },
        );
        expect(verdict(moved)).toBe(`reordered at ${first(spots)}`);
      }),
    ));
});
