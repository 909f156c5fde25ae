import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addedMaskingRule, maskingRuleAsWritten } from "@/testing/masking-rule-rig";
import { type Person, type PipelineRig, pipelineRig } from "@/testing/pipeline-rig";
import { refusalIn } from "@/testing/rule-rig";
import type { MaskingPreview } from "./form";
import { previewMasking } from "./preview-masking";

let rig: PipelineRig;
let ada: Person;
beforeAll(async () => {
  rig = await pipelineRig();
  ada = await rig.person("admin");
});
afterAll(() => rig.close());

const SAMPLE = "id,salary_note,remark\n1,raise in spring,ask eve@example.com\n";
const preview = (change: Partial<MaskingPreview> = {}) =>
  previewMasking(rig.deps, {
    ...{ id: null, connection: null, groups: [], schema: "hr", table: "people", sample: SAMPLE },
    rule: maskingRuleAsWritten({ exemptGroups: ["admin"] }),
    ...change,
  });
const rows = async (change: Partial<MaskingPreview> = {}) => (await preview(change)).sample.rows;

describe("the preview of a masking rule", () => {
  it("shows what a member and what somebody exempt would see of the pasted rows", async () => {
    expect(await rows()).toEqual([["1", "[SSN]", "ask [EMAIL]"]]);
    expect(await rows({ groups: ["admin"] })).toEqual([["1", "raise in spring", "ask [EMAIL]"]]);
  });

  it("has the other rules of a connection beside it, and itself in its own place", async () => {
    const { name: connection } = await rig.connection();
    const scope = { connections: [connection], tags: [] };
    const kept = await addedMaskingRule(rig, ada, { scope });
    const off = maskingRuleAsWritten({ scope, columns: [], detectors: { email: "off" } });
    const both = [["1", "[SSN]", "ask eve@example.com"]];
    expect(await rows({ connection, rule: off })).toEqual(both);
    const changed = [["1", "raise in spring", "ask eve@example.com"]];
    expect(await rows({ connection, rule: off, id: kept.id })).toEqual(changed);
  });

  it.each(["", "a,b\n1\n", 'a\n"'])("says what is wrong with the sample %j", async (sample) =>
    expect(await refusalIn(preview({ sample }))).toMatchObject({ code: "INPUT.INVALID" }),
  );

  it("refuses a connection that is not there", async () =>
    expect(await refusalIn(preview({ connection: "nobody-knows" }))).toEqual({
      ...{ code: "INPUT.INVALID", because: "There is no connection nobody-knows." },
    }));
});
