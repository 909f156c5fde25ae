import { describe, expect, it } from "vitest";
import { countPending, flip, isOn, isPending, type Pending, toEdits, wish } from "./pending";

const shop = { name: "shop", version: 3, groups: ["support"] };
const ledger = { name: "ledger", version: 1, groups: [] };
const none: Pending = new Map();

describe("edits that are not saved", () => {
  it("turn a cell on or off, of the version that was looked at", () => {
    const on = wish(none, [{ column: ledger, group: "support", on: true }]);
    expect(isOn(on, ledger, "support")).toBe(true);
    expect(toEdits(on)).toEqual([
      { connection: "ledger", version: 1, add: ["support"], remove: [] },
    ]);
    const off = wish(none, [{ column: shop, group: "support", on: false }]);
    expect([isOn(off, shop, "support"), isPending(off, shop, "support")]).toEqual([false, true]);
  });
  it("are none once the cell is as it was", () => {
    const off = wish(none, [{ column: shop, group: "support", on: false }]);
    const back = wish(off, [{ column: shop, group: "support", on: true }]);
    expect([countPending(back), toEdits(back)]).toEqual([0, []]);
  });
  it("turn a whole row on, and off again when all of it is on", () => {
    const row = [shop, ledger].map((column) => ({ column, group: "support" }));
    const on = flip(none, row);
    expect([isOn(on, shop, "support"), isOn(on, ledger, "support")]).toEqual([true, true]);
    expect(countPending(on)).toBe(1);
    const off = flip(on, row);
    expect(toEdits(off)).toEqual([
      { connection: "shop", version: 3, add: [], remove: ["support"] },
    ]);
  });
});
