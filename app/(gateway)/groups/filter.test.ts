import { describe, expect, it } from "vitest";
import { groupsAddress, listInput, readFilter } from "./filter";

describe("the list of groups in the address bar", () => {
  it("is the same list when it is read again", () => {
    const filter = readFilter({ text: "R & D", source: "idp", page: "2" });
    const address = new URL(groupsAddress(filter), "http://any");
    expect(readFilter(Object.fromEntries(address.searchParams))).toEqual(filter);
    expect(listInput(filter)).toMatchObject({ text: "R & D", source: "idp", page: 2 });
  });

  it("forgets what it does not understand", () => {
    const odd = { source: "elsewhere", page: "0.5", text: ["a", "b"] };
    expect(groupsAddress(readFilter(odd))).toBe("/groups");
  });
});
