import { Refusal } from "@/domain/refusal";
import type { ConnectionTest, TestAnswer } from "@/protocol/agent-events";
import type { Driver } from "../drivers/driver";

const TEST_SECONDS_MAX = 15;

export interface TestTools {
  readonly drivers: ReadonlyMap<string, Driver>;
  readonly unseal: (context: string, box: string) => string;
}

/** Connects with what the form says, from where the agent is. Throws a Refusal that says what to change. */
export async function testConnection(
  tools: TestTools,
  { testId, target }: ConnectionTest,
): Promise<TestAnswer> {
  const driver = tools.drivers.get(target.kind);
  if (driver === undefined) {
    throw new Refusal("STATEMENT.UNSUPPORTED", "This agent has no driver for this kind of target.");
  }
  const password = tools.unseal(testId, target.credential);
  const { settings, readOnly } = target;
  const startedMs = performance.now();
  const { serverVersion, tls } = await driver.test(
    {
      settings,
      readOnly,
      password: () => password,
      durationSecondsMax: TEST_SECONDS_MAX,
      protects: [],
    },
    AbortSignal.timeout(TEST_SECONDS_MAX * 1000),
  );
  const durationMs = Math.round(performance.now() - startedMs);
  return { ok: true, serverVersion, durationMs, tls };
}
