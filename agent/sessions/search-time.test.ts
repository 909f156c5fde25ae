import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Masker } from "@/domain/masking/masker";
import { encodeRow } from "@/domain/rows/row-format";
import { SEARCH_LIMITS, SearchTime, slicesOf } from "./search-time";

/** Looks once for each so many milliseconds. */
function maskerThatTakes(looks: readonly number[]) {
  let now = 0;
  const time = new SearchTime(() => now);
  const work = () => {
    for (const ms of looks) {
      now += ms;
      time.check();
    }
    return new Uint8Array();
  };
  const masker: Masker = {
    columns: () => [],
    rows: () => ({ bytes: work(), rowCount: 0 }),
    text: work,
    report: () => [],
    free: () => undefined,
  };
  return { timed: time.timed(masker), wait: (ms: number) => (now += ms) };
}

describe("time to look for custom kinds", () => {
  const { sliceMsMax, sessionSecondsMax, sliceBytesTarget } = SEARCH_LIMITS;

  it("ends within one slice", () => {
    const { timed } = maskerThatTakes([sliceMsMax, 1]);
    expect(() => timed.text(new Uint8Array())).toThrow(`longer than ${sliceMsMax} ms`);
  });

  it("ends after all slices together, but waiting is not looking", () => {
    const { timed, wait } = maskerThatTakes([1_000]);
    for (let seconds = 0; seconds < sessionSecondsMax; seconds += 1) {
      wait(60_000);
      timed.rows(new Uint8Array());
    }
    expect(() => timed.rows(new Uint8Array())).toThrow(`longer than ${sessionSecondsMax} s`);
  });

  it("is spent on slices that are whole rows, together the block, none too large but a large row", () =>
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 60_000 }), { maxLength: 12 }), (lengths) => {
        const rows = lengths.map((length) => encodeRow([new Uint8Array(length)]));
        const slices = [...slicesOf(Buffer.concat(rows))];
        expect(Buffer.concat(slices).equals(Buffer.concat(rows))).toBe(true);
        const sizes = new Set(rows.map(({ byteLength }) => byteLength));
        for (const { byteLength } of slices) {
          expect(byteLength <= sliceBytesTarget || sizes.has(byteLength)).toBe(true);
        }
        for (const slice of slices) expect([...slicesOf(slice)]).toHaveLength(1);
      }),
    ));
});
