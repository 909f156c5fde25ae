import { describe, expect, it } from "vitest";
import { firstDraft, newMaskingHref } from "./first-draft";
import { emptyDraft } from "./masking-draft";

const columns = [
  { schema: "public", table: "customers", column: "name" },
  { schema: "My schema", table: 'a."b"', column: "User EMail" },
];

describe("a rule that is written because of a probe", () => {
  it.each([true, false])(
    "begins with the columns and the connection of it, refusing: %s",
    (refuses) => {
      const href = newMaskingHref({ connection: "shop-db", columns, refuses });
      const { pathname, searchParams } = new URL(href, "http://gateway.test");
      expect(pathname).toBe("/masking/new");
      const draft = firstDraft(Object.fromEntries(searchParams));
      expect(draft.scope).toEqual({ connections: ["shop-db"], tags: [] });
      expect(draft.columns.map(({ value }) => value)).toEqual(
        columns.map((column) => ({ ...column, kind: "email" })),
      );
      expect(draft.comparisons).toBe(refuses ? "refuse" : "allow");
    },
  );

  it("begins like any where the address says nothing, or nothing that can be", () => {
    expect(firstDraft({})).toEqual(emptyDraft());
    const odd = { connection: ["a", "b"], columns: "customers", comparisons: "never" };
    expect(firstDraft(odd)).toEqual(emptyDraft());
  });
});
