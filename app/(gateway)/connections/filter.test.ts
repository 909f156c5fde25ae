import { describe, expect, it } from "vitest";
import { connectionsAddress, listInput, readFilter } from "./filter";

describe("the address of the list of connections", () => {
  it("is read back as it was written", () => {
    const filter = { search: "prod team=shop", trail: ["billing-db", "orders.db"] };
    const address = new URL(connectionsAddress(filter), "http://gateway.test");
    expect(readFilter(Object.fromEntries(address.searchParams))).toEqual(filter);
  });

  it("is short where nothing is asked for", () =>
    expect(connectionsAddress(readFilter({}))).toBe("/connections"));

  it("that makes no sense is the first page of all", () =>
    expect(readFilter({ search: ["a", "b"], page: ["c"] })).toEqual({ search: "", trail: [] }));

  it("cuts words to what the gateway takes", () =>
    expect(readFilter({ search: "x".repeat(500) }).search).toHaveLength(200));

  it("asks for the page behind the last cursor", () => {
    expect(listInput({ search: "", trail: ["a-1", "b-2"] })).toMatchObject({ cursor: "b-2" });
    expect(listInput({ search: "", trail: [] })).not.toHaveProperty("cursor");
  });
});
