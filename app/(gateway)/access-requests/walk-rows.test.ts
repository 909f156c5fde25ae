import { describe, expect, it } from "vitest";
import { nextRow } from "./walk-rows";

const hrefs = ["/a", "/b", "/c"];

describe("walking a list by keyboard", () => {
  it("begins with the first row and stays within the list", () => {
    expect(nextRow({ hrefs, focused: -1, last: null, step: 1 })).toBe(0);
    expect(nextRow({ hrefs, focused: 0, last: null, step: 1 })).toBe(1);
    expect(nextRow({ hrefs, focused: 2, last: null, step: 1 })).toBe(2);
    expect(nextRow({ hrefs, focused: 0, last: null, step: -1 })).toBe(0);
  });

  it("goes on from a row that lost the focus and is still there, wherever it stands now", () => {
    const last = { href: "/a", at: 0 };
    expect(nextRow({ hrefs: ["/new", "/a", "/b"], focused: -1, last, step: 1 })).toBe(2);
    expect(nextRow({ hrefs: ["/new", "/a", "/b"], focused: -1, last, step: -1 })).toBe(0);
  });

  it("goes on from where a row stood that is gone: not from the first again", () => {
    const last = { href: "/b", at: 1 };
    expect(nextRow({ hrefs: ["/a", "/c"], focused: -1, last, step: 1 })).toBe(1);
    expect(nextRow({ hrefs: ["/a", "/c"], focused: -1, last, step: -1 })).toBe(0);
    expect(nextRow({ hrefs: ["/a"], focused: -1, last, step: 1 })).toBe(0);
  });

  it("leads nowhere where there is no row", () =>
    expect(nextRow({ hrefs: [], focused: -1, last: null, step: 1 })).toBe(-1));
});
