import { describe, expect, it } from "vitest";
import { listInput, readFilter, rulesAddress } from "./filter";

describe("the list of access rules in the address bar", () => {
  it("is the same list when it is read again", () => {
    const filter = readFilter({ text: "R & D", page: "2" });
    const address = new URL(rulesAddress(filter), "http://any");
    expect(readFilter(Object.fromEntries(address.searchParams))).toEqual(filter);
    expect(listInput(filter)).toMatchObject({ text: "R & D", page: 2 });
  });

  it("forgets what it does not understand", () =>
    expect(rulesAddress(readFilter({ page: "0.5", text: ["a", "b"] }))).toBe("/access-rules"));
});
