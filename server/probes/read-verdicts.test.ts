import { describe, expect, it } from "vitest";
import { ReadVerdicts } from "./read-verdicts";

const PLANNED = ["shop", "people", "ssn", "text", "54", "usable", "20"];
const VERDICT = ["0", "alias", "SELECT ssn FROM people", "leaked", null, null, null];

describe("the answers of a probe", () => {
  it("are kept as the agent says them", () => {
    const read = new ReadVerdicts();
    read.add(0, PLANNED);
    read.add(1, VERDICT);
    expect(read.counts()).toMatchObject({ leaked: 1, tried: 1, total: 54 });
    expect(read.unread).toBe(0);
  });

  it.each([
    ["an outcome", ["0", "alias", "SELECT 1", "[WORD]", null, null, null]],
    ["a number", ["[NUMBER]", "alias", "SELECT 1", "leaked", null, null, null]],
    ["a number, with NULL", [null, "alias", "SELECT 1", "leaked", null, null, null]],
  ])("are missed where the attacked rules mask %s in them", (_, cells) => {
    const read = new ReadVerdicts();
    read.add(1, cells);
    expect(read.unread).toBe(1);
    expect(read.counts().tried).toBe(0);
  });
});
