import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ResultCriterion } from "@/domain/guardrails/criteria/criterion";
import { addedGuardrail, guardrailAsWritten } from "@/testing/guardrail-rig";
import { type Person, type PipelineRig, pipelineRig } from "@/testing/pipeline-rig";
import { refusalIn } from "@/testing/rule-rig";
import { createGuardrail } from "./create-guardrail";
import { exportGuardrails, importGuardrails } from "./exchange-guardrails";
import type { GuardrailForm } from "./form";
import { getGuardrail } from "./list-guardrails";
import { presentGuardrailDetail, presentPreview } from "./present";
import { previewGuardrail } from "./preview-guardrail";

let rig: PipelineRig;
let ada: Person;
beforeAll(async () => {
  rig = await pipelineRig();
  ada = await rig.person("admin");
});
afterAll(() => rig.close());

const WORDS = { kind: "result-words", words: ["falcon"], ignoreCase: true } as const;
const pattern = (of: string) =>
  ({ kind: "result-pattern", pattern: of, ignoreCase: false }) as const;
const written = (criterion: ResultCriterion, change: Partial<GuardrailForm> = {}) =>
  guardrailAsWritten({ action: "redact", criteria: [criterion], ...change });
const refused = (rule: GuardrailForm) => refusalIn(createGuardrail(rig.deps, ada, rule));

describe("a guardrail on results", () => {
  it("is kept, and says what it means", async () => {
    const { id } = await createGuardrail(rig.deps, ada, written(WORDS));
    expect(presentGuardrailDetail(await getGuardrail(rig.deps, id))).toMatchObject({
      ...{ action: "redact", criteria: [WORDS], isAboutResults: true },
      sentence:
        "Replaces parts of a result that contains falcon, in capitals or not, on every connection.",
    });
  });

  it("is refused with the reason where it could not be held against a result", async () => {
    expect(await refused(written(pattern("(")))).toMatchObject({
      ...{ code: "INPUT.INVALID", because: expect.stringContaining("cannot be used") },
    });
    expect(await refused(written(WORDS, { action: "warn" }))).toMatchObject({
      ...{ code: "INPUT.INVALID", because: expect.stringContaining("too late") },
    });
    const onStatements = guardrailAsWritten({ action: "redact" });
    expect(await refused(onStatements)).toMatchObject({
      ...{ code: "INPUT.INVALID", because: "Only what is returned can be replaced." },
    });
  });

  it("is refused while an example of a result says otherwise", async () => {
    const examples = [{ statement: "a falcon", expected: "allow" as const }];
    expect(await refused(written(WORDS, { examples }))).toMatchObject({
      ...{ code: "GUARDRAIL.EXAMPLES" },
      because: expect.stringContaining("Example 1 is to be let through"),
    });
    const right = [{ statement: "a Falcon", expected: "redact" as const }];
    expect(await createGuardrail(rig.deps, ada, written(WORDS, { examples: right }))).toBeDefined();
  });

  it("comes back as it was exported", async () => {
    const document = await exportGuardrails(rig.deps);
    const [one] = document.guardrails.filter(({ action }) => action === "redact");
    expect(one).toBeDefined();
    const again = { ...guardrailAsWritten(), ...one, name: "brought back" };
    const { ids } = await importGuardrails(rig.deps, ada, { ...document, guardrails: [again] });
    const back = await getGuardrail(rig.deps, ids[0] ?? "");
    expect(back).toMatchObject({ action: "redact", criteria: one?.criteria });
  });

  it("is tried on texts of results, beside the others on results", async () => {
    const { name: connection } = await rig.connection();
    const scope = { connections: [connection], tags: [] };
    const blocks = pattern("CASE-[0-9]{6}");
    const { name } = await addedGuardrail(rig, ada, {
      ...{ scope, action: "block", criteria: [blocks] },
    });
    const draft = written({ ...WORDS, words: ["eagle"] }, { scope, name: "draft" });
    const statements = ["an Eagle", "an eagle in CASE-123456", "neither"];
    const tried = presentPreview(
      await previewGuardrail(rig.deps, { id: null, guardrail: draft, connection, statements }),
    );
    expect(
      tried.statements.map(({ current, edited }) => [current.outcome, edited.outcome]),
    ).toEqual([
      ["allow", "redact"],
      ["block", "block"],
      ["allow", "allow"],
    ]);
    expect(tried.statements[1]?.edited.reasons.map(({ rule }) => rule)).toEqual([name, "draft"]);
  });
});
