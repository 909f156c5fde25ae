import { describe, expect, it } from "vitest";
import { exportAddress, isFiltered, listInput, readFilter, usersAddress } from "./filter";

const ALL = {
  ...{ text: "ada", status: "active", role: "admin", source: "idp", group: "R & D" },
  ...{ sort: "-lastSeen", page: "3" },
};
const searchOf = (address: string) =>
  Object.fromEntries(new URL(address, "http://any").searchParams);

describe("the list of people in the address bar", () => {
  it("is the same list when it is read again", () => {
    const filter = readFilter(ALL);
    expect(readFilter(searchOf(usersAddress(filter)))).toEqual(filter);
  });

  it("is short for the whole list", () => {
    expect(usersAddress(readFilter({}))).toBe("/users");
    expect(isFiltered(readFilter({}))).toBe(false);
  });

  it("forgets what it does not understand", () => {
    const odd = { status: "asleep", role: "king", sort: "age", page: "-1", source: ["idp"] };
    expect(readFilter(odd)).toEqual(readFilter({}));
  });

  it("asks the gateway for a column and a direction", () =>
    expect(listInput(readFilter(ALL))).toMatchObject({
      ...{ sort: "lastSeen", direction: "down", page: 3, group: "R & D" },
    }));

  it("exports the people it shows, not only the page", () => {
    const address = exportAddress(readFilter(ALL));
    expect(address).toMatch(/^\/download\/users\.csv\?/);
    expect(searchOf(address)).not.toHaveProperty("page");
  });
});
