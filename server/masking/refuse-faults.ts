import { faultOfKinds } from "@/domain/masking/custom/fault-of-kind";
import { loadMaskingEngine } from "@/domain/masking/engine";
import { failedMaskingExamples } from "@/domain/masking/failed-examples";
import { Refusal } from "@/domain/refusal";
import { digestWith, makeMaskingKey } from "@/protocol/masking-key";
import type { WrittenMaskingRule } from "./masking-rule-record";
import { timeToSearch } from "./time-to-search";

/** A rule whose kinds cannot be looked for, or whose examples fail, is never in force: it is not what somebody meant. */
export async function refuseFaults(written: WrittenMaskingRule): Promise<void> {
  const fault = faultOfKinds(written);
  if (fault !== null) throw new Refusal("INPUT.INVALID", fault, { field: "kinds" });
  if (written.examples.length === 0) return;
  const rule = { ...written, id: "draft", version: 1, priority: 1 };
  const makeMasker = await loadMaskingEngine();
  const digest = digestWith(makeMaskingKey());
  const [failed] = failedMaskingExamples(rule, written.examples, {
    ...{ makeMasker, digest },
    check: timeToSearch(),
  });
  if (failed === undefined) return;
  const because = `Example ${failed.index + 1} fails: ${failed.because}`;
  throw new Refusal("MASKING.EXAMPLES", because, { field: "examples", index: failed.index });
}
