import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { MakeMasker } from "@/domain/masking/masker";
import { AgentRig, CANARY, realMasker, until } from "@/testing/agent-rig";
import type { PostgresTarget } from "@/testing/postgres-target";

const EMAIL = "john.doe@example.com";

let target: PostgresTarget;
let rig: AgentRig;
beforeAll(async () => {
  target = await AgentRig.startTarget();
});
afterAll(() => target.stop());
beforeEach(async () => {
  rig = new AgentRig(target);
  await rig.start();
});
afterEach(async () => {
  await rig.stop();
  expect(rig.logged.join("")).not.toContain(CANARY);
});

describe("when masking fails", () => {
  const after = (calls: number, broken: "rows" | "text" | "columns"): MakeMasker => {
    let left = calls;
    const fails = () => {
      left -= 1;
      if (left < 0) throw new Error(`broken on ${EMAIL}`);
    };
    return (rules) => {
      const masker = realMasker(rules);
      return {
        columns: (...given) => {
          if (broken === "columns") fails();
          return masker.columns(...given);
        },
        rows: (block) => {
          if (broken === "rows") fails();
          return masker.rows(block);
        },
        text: (bytes) => {
          if (broken === "text") fails();
          return masker.text(bytes);
        },
        report: () => masker.report(),
        free: () => masker.free(),
      };
    };
  };
  it.each([
    ["rows", 0],
    ["rows", 2],
    ["columns", 0],
    ["text", 0],
  ] as const)(
    "on %s after %d calls: the session fails, nothing unmasked leaves",
    async (what, n) => {
      rig.makeMasker = after(n, what);
      const session = await rig.open(
        `SELECT i, '${EMAIL}' AS note FROM generate_series(1, 20000) i; SELECT '${EMAIL}'::int`,
      );
      expect(await session.ended()).toMatchObject({ state: "failed", code: "MASKING.FAILED" });
      expect(session.text()).not.toContain(EMAIL);
      expect(rig.logged.join("")).not.toContain(EMAIL);
      await until(() => !rig.running());
    },
  );
  it("at its making: nothing runs at all", async () => {
    rig.target.psql("CREATE TABLE IF NOT EXISTS unmade (at int)");
    rig.makeMasker = () => {
      throw new Error("no rules like these");
    };
    const session = await rig.open("INSERT INTO unmade VALUES (1)");
    expect(await session.ended()).toMatchObject({ state: "failed", code: "MASKING.FAILED" });
    expect(rig.target.psql("SELECT count(*) FROM unmade")).toBe("0");
  });
});
