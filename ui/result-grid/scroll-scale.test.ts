import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  heightMax,
  type KeyedWindow,
  keyed,
  keyMax,
  rowsInView,
  scaleOf,
  toFull,
  toReal,
} from "./scroll-scale";

const rowHeight = 28;
const heights = fc
  .record({
    rows: fc.integer({ min: 1, max: 50_000_000 }),
    viewHeight: fc.integer({ min: 28, max: 4_000 }),
  })
  .map(({ rows, viewHeight }) => scaleOf(rows * rowHeight, viewHeight));
const share = fc.double({ min: 0, max: 1, noNaN: true });

describe("a scroll position", () => {
  it("never needs an element higher than browsers allow", () => {
    fc.assert(fc.property(heights, (scale) => scale.realHeight <= heightMax));
  });

  it("reaches the first row at the top and the last row at the bottom", () => {
    fc.assert(
      fc.property(heights, (scale) => {
        fc.pre(scale.fullHeight > scale.viewHeight);
        const bottom = scale.realHeight - scale.viewHeight;
        expect(toFull(scale, 0)).toBe(0);
        expect(toFull(scale, bottom)).toBeCloseTo(scale.fullHeight - scale.viewHeight, 3);
      }),
    );
  });

  it("never moves back when it is scrolled on", () => {
    fc.assert(
      fc.property(heights, share, share, (scale, a, b) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)].map(
          (part) => part * scale.realHeight,
        );
        return toFull(scale, less ?? 0) <= toFull(scale, more ?? 0);
      }),
    );
  });

  it("comes back to the same place from the full height and back, to a hundredth of a pixel", () => {
    fc.assert(
      fc.property(heights, share, (scale, part) => {
        const full = part * Math.max(0, scale.fullHeight - scale.viewHeight);
        expect(Math.abs(toFull(scale, toReal(scale, full)) - full)).toBeLessThan(0.01);
      }),
    );
  });

  it("is the place itself while the rows fit", () => {
    expect(toFull(scaleOf(10_000, 500), 1_234)).toBe(1_234);
  });
});

describe("the rows in view", () => {
  it("cover the view and are never more than the view and its spare rows need", () => {
    const view = fc.record({
      viewHeight: fc.integer({ min: 28, max: 2_000 }),
      rowCount: fc.integer({ min: 1, max: 1_000_000 }),
    });
    fc.assert(
      fc.property(view, share, ({ viewHeight, rowCount }, part) => {
        const full = part * Math.max(0, rowCount * rowHeight - viewHeight);
        const { first, end } = rowsInView(full, { rowHeight, viewHeight, rowCount, spare: 4 });
        expect(first * rowHeight).toBeLessThanOrEqual(full);
        expect(end === rowCount || end * rowHeight >= full + viewHeight).toBe(true);
        expect(end - first).toBeLessThanOrEqual(Math.ceil(viewHeight / rowHeight) + 9);
      }),
    );
  });

  it("are none of none", () => {
    expect(rowsInView(0, { rowHeight, viewHeight: 500, rowCount: 0, spare: 4 })).toEqual({
      first: 0,
      end: 0,
    });
  });
});

describe("the keys of the rows in view", () => {
  const keysOf = ({ first, end, shift }: KeyedWindow) =>
    Array.from({ length: end - first }, (_, index) => first + index - shift);
  const window = fc
    .tuple(fc.nat({ max: 1_000_000 }), fc.integer({ min: 1, max: 60 }))
    .map(([first, rows]) => ({ first, end: first + rows }));
  const key = fc.integer({ min: -keyMax / 2, max: keyMax / 2 });

  it("after a jump are the same keys in the same order, so that no element is made or moved", () => {
    const before = keyed({ first: 10, end: 40 }, { first: 0, end: 30, shift: 0 });
    const after = keyed({ first: 900_000, end: 900_030 }, before);
    expect(keysOf(after)).toEqual(keysOf(before));
  });

  it("stay with the rows that stay in view", () => {
    fc.assert(
      fc.property(window, key, fc.integer({ min: -59, max: 59 }), (was, first, by) => {
        const shift = was.first - first;
        const before = { ...was, shift };
        const now = { first: was.first + by, end: was.end + by };
        fc.pre(now.first < was.end && was.first < now.end);
        expect(keyed(now, before).shift).toBe(shift);
      }),
    );
  });

  it("begin with the first key there was when no row has stayed", () => {
    fc.assert(
      fc.property(window, window, key, (was, now, first) => {
        fc.pre(now.first >= was.end || now.end <= was.first);
        expect(keysOf(keyed(now, { ...was, shift: was.first - first }))[0]).toBe(first);
      }),
    );
  });

  it("begin anew before the box of the rows in view grows higher than browsers allow", () => {
    const before = { first: keyMax - 5, end: keyMax + 25, shift: 0 };
    expect(keysOf(keyed({ first: keyMax, end: keyMax + 30 }, before))[0]).toBe(0);
    expect(keyMax * rowHeight).toBeLessThan(heightMax);
  });
});
