import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { POSTGRES_CORPUS } from "@/domain/statements/corpus/corpus";
import { addedGuardrail, guardrailAsWritten } from "@/testing/guardrail-rig";
import { pastSession } from "@/testing/past-session";
import { type Person, type PipelineRig, pipelineRig } from "@/testing/pipeline-rig";
import { refusalIn } from "@/testing/rule-rig";
import { compareRules } from "./compare-rules";
import { exportGuardrails } from "./exchange-guardrails";
import { EXPORT_FORMAT, type GuardrailComparison, type GuardrailForm } from "./form";
import { presentComparison } from "./present";

let rig: PipelineRig;
let ada: Person;
let shop: string;
let blocks: { readonly id: string; readonly name: string };
beforeAll(async () => {
  rig = await pipelineRig();
  ada = await rig.person("admin");
  ({ name: shop } = await rig.connection({ tags: { env: "prod" } }));
  const scope = { connections: [shop], tags: [] };
  blocks = await addedGuardrail(rig, ada, { scope });
});
afterAll(() => rig.close());

const documentOf = (guardrails: readonly GuardrailForm[]) => ({
  ...{ kind: "document", document: { format: EXPORT_FORMAT, guardrails } },
});
const pasted = (...statements: string[]) => ({ kind: "pasted", statements });
async function compare(source: object, edited: object, connection: string | null = null) {
  const question = { source, edited, connection } as GuardrailComparison;
  return presentComparison(await compareRules(rig.deps, ada, question));
}
const outcomes = ({ statements }: Awaited<ReturnType<typeof compare>>) =>
  statements.map(({ current, edited, isChanged }) => [current.outcome, edited.outcome, isChanged]);

describe("statements under the rules there are and under edited ones", () => {
  it("a document stands in place of all there are, and nothing is kept of it", async () => {
    const before = await exportGuardrails(rig.deps);
    const warns = guardrailAsWritten({ action: "warn" });
    const answer = await compare(pasted("delete from t", "select 1"), documentOf([warns]));
    expect(outcomes(answer)).toEqual([
      ["block", "warn", true],
      ["allow", "allow", false],
    ]);
    expect(answer.statements[0]).toMatchObject({
      facts: [["a write", "writes t", "may touch every row"]],
      current: { rule: blocks.name, sentence: "It has no WHERE: it would meet every row." },
      edited: { rule: warns.name },
    });
    expect(await exportGuardrails(rig.deps)).toEqual(before);
  });

  it("an export that was not edited changes no verdict of the corpus", async () => {
    const document = await exportGuardrails(rig.deps);
    const { statements } = await compare({ kind: "corpus" }, { kind: "document", document });
    expect(statements).toHaveLength(POSTGRES_CORPUS.length);
    expect(statements.filter(({ isChanged }) => isChanged)).toEqual([]);
    expect(statements.some(({ current }) => current.outcome === "block")).toBe(true);
  });

  it("one guardrail stands in place of the one that it changes, beside all others", async () => {
    const schema = { criteria: [{ kind: "statement-kinds", kinds: ["schema"] }] } as const;
    const guardrail = guardrailAsWritten({ ...schema });
    const texts = pasted("delete from t", "drop table t");
    const instead = { kind: "guardrail", id: blocks.id, guardrail };
    expect(outcomes(await compare(texts, instead))).toEqual([
      ["block", "allow", true],
      ["allow", "block", true],
    ]);
    expect(outcomes(await compare(texts, { ...instead, id: null }))).toEqual([
      ["block", "block", false],
      ["allow", "block", true],
    ]);
  });

  it("only those of the connection that is asked for", async () => {
    const { name: other } = await rig.connection();
    const none = documentOf([guardrailAsWritten({ enabled: false })]);
    expect(outcomes(await compare(pasted("delete from t"), none, other))).toEqual([
      ["allow", "allow", false],
    ]);
    expect(outcomes(await compare(pasted("delete from t"), none, shop))).toEqual([
      ["block", "allow", true],
    ]);
    expect(await refusalIn(compare(pasted("select 1"), none, "nobody-knows"))).toMatchObject({
      code: "INPUT.INVALID",
    });
  });

  it("what was run is judged under the guardrails of the connection that it was sent to", async () => {
    const { name: other } = await rig.connection();
    for (const connection of [shop, other]) {
      await pastSession(rig.deps, ada, { connection, statement: "delete from t" });
    }
    const none = documentOf([guardrailAsWritten({ enabled: false })]);
    const { statements } = await compare({ kind: "sessions" }, none);
    const seen = statements.map(({ connection, current }) => `${connection} ${current.outcome}`);
    expect(seen.toSorted()).toEqual([`${shop} block`, `${other} allow`].toSorted());
  });

  it("what an import would refuse is said, and nothing is tried", async () => {
    const one = guardrailAsWritten();
    const lost = guardrailAsWritten({ scope: { connections: ["nobody-knows"], tags: [] } });
    const empty = guardrailAsWritten({ criteria: [] });
    const { faults, statements } = await compare(
      pasted("select 1"),
      documentOf([one, one, lost, empty]),
    );
    expect(statements).toEqual([]);
    expect(faults.map(({ because }) => because)).toEqual([
      `There is already a guardrail ${one.name}.`,
      "There is no connection nobody-knows.",
      "It says nothing about a statement.",
    ]);
  });

  it("an example that fails is said, and the rules are tried all the same", async () => {
    const examples = [{ statement: "select 1", expected: "block" }] as const;
    const { faults, statements } = await compare(
      pasted("select 1"),
      documentOf([guardrailAsWritten({ examples: [...examples] })]),
    );
    expect(faults).toMatchObject([{ isOfExample: true }]);
    expect(statements).toHaveLength(1);
  });
});
