import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Criterion } from "@/domain/guardrails/criteria/criterion";
import type { PolicyBundle } from "@/protocol/agent-events";
import { AgentRig } from "@/testing/agent-rig";
import type { PostgresTarget } from "@/testing/postgres-target";

let target: PostgresTarget;
let rig: AgentRig;
beforeAll(async () => {
  target = await AgentRig.startTarget();
  target.psql("CREATE TABLE t (id int); INSERT INTO t VALUES (1), (2)");
  rig = new AgentRig(target);
  await rig.start();
});
afterAll(async () => {
  await rig.stop();
  await target.stop();
});

const RULE = {
  ...{ id: "grd_1", name: "Safe", message: "Which rows?", priority: 1 },
  criteria: [{ kind: "every-row" as const }],
};

type Guardrails = PolicyBundle["guardrails"];

async function end(statement: string, action: "block" | "require-approval" | "warn" = "block") {
  const session = await rig.open(statement, { guardrails: [{ ...RULE, action }] });
  return await session.ended();
}

describe("a statement that a guardrail of its session blocks", () => {
  it("is blocked by the agent itself, whatever the gateway thought", async () => {
    expect(await end("DELETE FROM t")).toMatchObject({
      ...{ state: "blocked", code: "GUARDRAIL.BLOCKED", rows: 0 },
      because: "Guardrail “Safe”: Which rows? It has no WHERE: it would meet every row.",
    });
    expect(target.psql("SELECT count(*) FROM t")).toBe("2");
  });

  it("is blocked when the agent cannot read it", async () =>
    expect((await end("DELETE FRM t", "warn")).code).toBe("GUARDRAIL.BLOCKED"));
});

describe("a text that a guardrail blocks", () => {
  it("is found by words and by a pattern, and by neither where it has none", async () => {
    const by = async (statement: string, criterion: Criterion) => {
      const rule = { ...RULE, action: "block" as const, criteria: [criterion] };
      const session = await rig.open(statement, { guardrails: [rule] as Guardrails });
      return (await session.ended()).code;
    };
    const words: Criterion = { kind: "text-words", words: ["falcon"], ignoreCase: true };
    const pattern: Criterion = { kind: "text-pattern", pattern: "FAL.ON", ignoreCase: false };
    expect(await by("SELECT 1 -- FALCON", words)).toBe("GUARDRAIL.BLOCKED");
    expect(await by("SELECT 'FALCON'", pattern)).toBe("GUARDRAIL.BLOCKED");
    expect(await by("SELECT 'falcon'", pattern)).toBeNull();
  });
});

describe("a statement that no guardrail blocks", () => {
  it("runs: what is warned of, what the gateway had approved, and what none is about", async () => {
    const nothing = "DELETE FROM t WHERE id = 9";
    expect((await end(nothing)).state).toBe("done");
    expect((await end("UPDATE t SET id = id", "warn")).state).toBe("done");
    expect((await end("UPDATE t SET id = id", "require-approval")).state).toBe("done");
  });
});
