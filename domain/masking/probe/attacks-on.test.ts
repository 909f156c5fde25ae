import { beforeAll, describe, expect, it } from "vitest";
import { loadStatementParser } from "../../statements/engine";
import { factsOf, type StatementParser } from "../../statements/facts";
import { attacksOn, sampleOf } from "./attacks-on";
import { ATTACK_CLASSES, PROBE_LIMITS, type ProbedColumn } from "./probe";

let parser: StatementParser;
beforeAll(async () => {
  parser = await loadStatementParser();
});

const odd: ProbedColumn = {
  ...{ schema: 'Odd "schema', table: "o'dd\\table", column: 'User "EMail\\', type: "text" },
  ...{ key: "Key", views: [{ schema: "public", name: 'a"view' }] },
};
const statements = () => attacksOn(odd).map(({ statement }) => statement);

describe("the attacks on a column", () => {
  it("are of every class", () => {
    const classes = new Set(attacksOn(odd).map((attack) => attack.class));
    expect([...classes].sort()).toEqual([...ATTACK_CLASSES].sort());
  });

  it("are each another one, and one statement that the parser understands, whatever the names", () => {
    expect(new Set(statements()).size).toBe(statements().length);
    for (const statement of [...statements(), sampleOf(odd)]) {
      const parsed = parser.parse(statement);
      expect([statement, parsed.kind === "parsed" && parsed.statements.length]).toEqual([
        ...[statement, 1],
      ]);
    }
  });

  it("only read, but for two of which that cannot be told, which a read-only target refuses", () => {
    const others = statements().filter((one) => factsOf(parser, one)[0]?.kind !== "read");
    expect(others.map((one) => /^DO|query_to_xml/.exec(one)?.[0])).toEqual(["query_to_xml", "DO"]);
  });

  it("read few rows, in the order of the key where there is one", () => {
    const { rowsOfTableMax } = PROBE_LIMITS;
    const reading = statements().filter((one) => !/^(?:DO|SELECT most_common)/.test(one));
    expect(reading.filter((one) => !one.includes(`LIMIT ${rowsOfTableMax}`))).toEqual([]);
    expect(sampleOf(odd)).toContain(`ORDER BY "Key" LIMIT ${rowsOfTableMax}`);
    expect(sampleOf({ ...odd, key: null })).not.toContain("ORDER BY");
  });
});
