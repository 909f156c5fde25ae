import { KINDS } from "@/domain/connections/kinds";
import { Refusal } from "@/domain/refusal";
import type { JudgeAnswer, StatementJudge } from "@/protocol/agent-events";
import type { TestTools } from "./test-connection";

const JUDGE_SECONDS_MAX = 25;

/** Connects, reads what the target's catalogue says, and tells what the statement compares. Nothing of it is sent. */
export async function judgeStatement(
  { drivers, unseal }: TestTools,
  { judgeId, target, statement, columns, durationSecondsMax }: StatementJudge,
): Promise<JudgeAnswer> {
  const driver = drivers.get(target.kind);
  if (driver === undefined || !KINDS[driver.kind].capabilities.has("comparisons")) {
    throw new Refusal("STATEMENT.UNSUPPORTED", "This agent has no driver that can do this.");
  }
  const password = unseal(judgeId, target.credential);
  const { settings, readOnly } = target;
  const session = await driver.open(
    {
      ...{ settings, readOnly, password: () => password },
      ...{ protects: columns, durationSecondsMax },
    },
    AbortSignal.timeout(JUDGE_SECONDS_MAX * 1_000),
  );
  try {
    const compared = await session.compared(statement);
    return {
      ok: true,
      compared: compared.map(({ rules, ...one }) => ({ ...one, rules: [...rules] })),
    };
  } finally {
    await session.close();
  }
}
