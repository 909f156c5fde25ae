import { beforeAll, describe, expect, it } from "vitest";
import { describeFacts } from "./describe-facts";
import { loadStatementParser } from "./engine";
import { factsOf, type StatementParser } from "./facts";

let parser: StatementParser;
beforeAll(async () => {
  parser = await loadStatementParser();
});
const words = (text: string) => factsOf(parser, text).map(describeFacts);

describe("what is known of a statement, in words", () => {
  it("names what it reads, and that nothing bounds it", () =>
    expect(words("select * from shop.orders o join lines on true")).toEqual([
      ["a read", "reads shop.orders and lines", "no LIMIT", "1 join"],
    ]));

  it("names what it writes, and that it may be every row", () =>
    expect(words("delete from orders")).toEqual([
      ["a write", "writes orders", "may touch every row"],
    ]));

  it("says that a text cannot be parsed, and what that is taken for", () =>
    expect(words("selec 1")).toEqual([["cannot be parsed: a write of unknown effect"]]));

  it("names what is called, what nobody knows, and that it reaches the target’s machine", () => {
    const [call = []] = words("select pg_read_file('x'), mine.own(1)");
    expect(call).toContain("calls mine.own and pg_read_file");
    expect(call).toContain("reaches files or programs of the target");
    expect(call).toContainEqual(expect.stringMatching(/^calls what nobody knows .*own/));
  });

  it("says it of every statement of a text", () =>
    expect(words("begin; drop table t").map(([kind]) => kind)).toEqual([
      "transaction control",
      "a change of the schema",
    ]));
});
