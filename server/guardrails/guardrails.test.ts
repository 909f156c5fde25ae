import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { PACKS } from "@/domain/guardrails/packs";
import { addedGuardrail, guardrailAsWritten } from "@/testing/guardrail-rig";
import { type Person, type PipelineRig, pipelineRig } from "@/testing/pipeline-rig";
import { refusalIn } from "@/testing/rule-rig";
import { deleteConnection } from "../connections/delete-connection";
import { createGuardrail } from "./create-guardrail";
import { deleteGuardrail } from "./delete-guardrail";
import { exportGuardrails, importGuardrails } from "./exchange-guardrails";
import { type GuardrailForm, guardrailForm, guardrailImport } from "./form";
import { guardrailsInForce } from "./guardrails-in-force";
import { getGuardrail, listGuardrails } from "./list-guardrails";
import { reorderGuardrails } from "./reorder-guardrails";
import { takePack } from "./take-pack";
import { switchGuardrail, updateGuardrail } from "./update-guardrail";

let rig: PipelineRig;
let ada: Person;
beforeAll(async () => {
  rig = await pipelineRig();
  ada = await rig.person("admin");
});
afterAll(() => rig.close());
beforeEach(async () => {
  for (const { id } of await listGuardrails(rig.deps)) await deleteGuardrail(rig.deps, ada, id);
});

const form = guardrailAsWritten;
const create = async (change: Partial<GuardrailForm> = {}) =>
  (await addedGuardrail(rig, ada, change)).id;
const codeOf = async (work: Promise<unknown>) => (await refusalIn(work))?.code ?? "done";
const names = async () => (await listGuardrails(rig.deps)).map(({ name }) => name);
const inForce = async (name: string, tags: Record<string, string> = {}) =>
  (await guardrailsInForce(rig.deps, { name, tags })).map((one) => one.name);
const auditOf = (subject: string) =>
  rig.deps.db.read.auditEvent.findMany({
    ...{ where: { subject, event: { startsWith: "guardrail." } }, orderBy: { id: "asc" } },
    select: { event: true, before: true, after: true },
  });

describe("a guardrail", () => {
  it("is kept as it was written, and in force at once", async () => {
    const { name: shop } = await rig.connection();
    expect(await inForce(shop)).toEqual([]);
    const written = form({
      ...{ description: "Why.", action: "warn", message: "Mind the rows." },
      scope: { connections: [shop], tags: ["env=prod"] },
      criteria: [
        { kind: "relations", names: ["public.users"], access: "write" },
        {
          ...{ kind: "time", zone: "Europe/Berlin", days: ["sat", "sun"] },
          ...{ from: "22:00", to: "06:00", when: "inside" },
        },
      ],
      examples: [{ statement: "update users set a = 1", expected: "warn" }],
    });
    const { id } = await createGuardrail(rig.deps, ada, written);
    expect(await getGuardrail(rig.deps, id)).toMatchObject({ ...written, version: 1, priority: 1 });
    expect(await inForce(shop)).toEqual([written.name]);
    expect(await inForce("other", { env: "prod" })).toEqual([written.name]);
    expect(await inForce("other", { env: "dev" })).toEqual([]);
  });

  it("has a name of its own", async () => {
    await create({ name: "taken" });
    expect(await codeOf(create({ name: "taken" }))).toBe("GUARDRAIL.EXISTS");
    const id = await create();
    const change = { id, version: 1, guardrail: form({ name: "taken" }) };
    expect(await codeOf(updateGuardrail(rig.deps, ada, change))).toBe("GUARDRAIL.EXISTS");
    expect(guardrailForm.safeParse({ ...form(), name: "  " }).success).toBe(false);
  });

  it("is changed only as it was looked at; of two changes at once, one wins", async () => {
    const id = await create();
    const changes = ["one", "other"].map((description) =>
      codeOf(updateGuardrail(rig.deps, ada, { id, version: 1, guardrail: form({ description }) })),
    );
    expect((await Promise.all(changes)).sort()).toEqual(["GUARDRAIL.CHANGED", "done"]);
    expect((await getGuardrail(rig.deps, id)).version).toBe(2);
  });

  it("is about connections that there are, and never becomes wide when one goes", async () => {
    const unknown = { scope: { connections: ["nobody-knows"], tags: [] } };
    expect(await codeOf(create(unknown))).toBe("INPUT.INVALID");
    const { name: shop } = await rig.connection();
    const id = await create({ scope: { connections: [shop], tags: [] } });
    await deleteConnection(rig.deps, ada, shop);
    expect((await getGuardrail(rig.deps, id)).scope.connections).toEqual([shop]);
    expect(await inForce("another")).toEqual([]);
    const guardrail = form({ scope: { connections: [shop], tags: [] } });
    expect(await codeOf(updateGuardrail(rig.deps, ada, { id, version: 1, guardrail }))).toBe(
      "done",
    );
  });

  it("whose examples fail is refused, saying which and why", async () => {
    const examples = [
      { statement: "delete from t", expected: "block" },
      { statement: "delete from t where id = 1", expected: "block" },
    ] as const;
    expect(await refusalIn(create({ examples: [...examples] }))).toEqual({
      code: "GUARDRAIL.EXAMPLES",
      because:
        "Example 2 is to be blocked, and the rule as it is written has it let through: No statement in it meets every criterion.",
    });
    expect(await names()).toEqual([]);
  });

  it("that says nothing is refused", async () => {
    expect(await codeOf(create({ criteria: [] }))).toBe("INPUT.INVALID");
    expect(await codeOf(create({ criteria: [{ kind: "calls", names: [] }] }))).toBe(
      "INPUT.INVALID",
    );
  });

  it("leaves a line in the audit trail of each change, with what it was before", async () => {
    const name = "audited";
    const id = await create({ name });
    const guardrail = form({ name, action: "warn" });
    await updateGuardrail(rig.deps, ada, { id, version: 1, guardrail });
    await switchGuardrail(rig.deps, ada, { id, version: 2, enabled: false });
    await deleteGuardrail(rig.deps, ada, id);
    expect(await auditOf(name)).toMatchObject([
      { event: "guardrail.created", after: { name, action: "block" } },
      { event: "guardrail.changed", before: { action: "block" }, after: { action: "warn" } },
      { event: "guardrail.changed", before: { enabled: true }, after: { enabled: false } },
      { event: "guardrail.deleted", before: { name, enabled: false } },
    ]);
  });

  it("that is not there answers alike in every door", async () => {
    const id = "grd_none";
    const doors = [
      getGuardrail(rig.deps, id),
      updateGuardrail(rig.deps, ada, { id, version: 1, guardrail: form() }),
      switchGuardrail(rig.deps, ada, { id, version: 1, enabled: true }),
      deleteGuardrail(rig.deps, ada, id),
    ];
    expect(new Set(await Promise.all(doors.map(codeOf)))).toEqual(new Set(["ACCESS.NOT_FOUND"]));
  });
});

describe("the order of guardrails", () => {
  it("is the one they were made in until it is changed; what goes leaves no gap", async () => {
    const ids = [
      await create({ name: "a" }),
      await create({ name: "b" }),
      await create({ name: "c" }),
    ];
    expect(await names()).toEqual(["a", "b", "c"]);
    const [a = "", b = "", c = ""] = ids;
    await reorderGuardrails(rig.deps, ada, { ids: [c, a, b] });
    expect(await names()).toEqual(["c", "a", "b"]);
    await deleteGuardrail(rig.deps, ada, a);
    expect((await listGuardrails(rig.deps)).map(({ priority }) => priority)).toEqual([1, 2]);
    expect(await inForce("any")).toEqual(["c", "b"]);
  });

  it("is of all that there are, or refused", async () => {
    const [a, b] = [await create(), await create()];
    for (const ids of [[a], [a, b, "grd_none"], [a, "grd_none"]]) {
      expect(await codeOf(reorderGuardrails(rig.deps, ada, { ids }))).toBe("GUARDRAIL.CHANGED");
    }
  });
});

describe("a pack", () => {
  it("makes ordinary rules, where they are wanted; taken again, under free names", async () => {
    const scope = { connections: [], tags: ["env=prod"] };
    const { ids } = await takePack(rig.deps, ada, { pack: "safe-writes", scope });
    const wanted = PACKS["safe-writes"].rules.map(({ name }) => name);
    expect(await names()).toEqual(wanted);
    const first = await getGuardrail(rig.deps, ids[0] ?? "");
    expect(first).toMatchObject({ scope, enabled: true, version: 1 });
    await takePack(rig.deps, ada, { pack: "safe-writes", scope });
    expect(await names()).toEqual([...wanted, ...wanted.map((name) => `${name} (2)`)]);
  });
});

describe("a document of guardrails", () => {
  it("brings back what was exported, in order", async () => {
    await takePack(rig.deps, ada, {
      pack: "production-default",
      scope: { connections: [], tags: ["env=prod"] },
    });
    const document = await exportGuardrails(rig.deps);
    for (const { id } of await listGuardrails(rig.deps)) await deleteGuardrail(rig.deps, ada, id);
    const read = guardrailImport.parse(JSON.parse(JSON.stringify(document)));
    await importGuardrails(rig.deps, ada, read);
    expect(await exportGuardrails(rig.deps)).toEqual(document);
  });

  it("is taken whole or not at all", async () => {
    await create({ name: "taken" });
    const guardrails = [form({ name: "new" }), form({ name: "taken" })];
    const document = { format: "gatehouse-guardrails-1", guardrails } as const;
    expect(await codeOf(importGuardrails(rig.deps, ada, document))).toBe("GUARDRAIL.EXISTS");
    expect(await names()).toEqual(["taken"]);
  });

  it("holds nothing that is not known", () => {
    const known = { format: "gatehouse-guardrails-1", guardrails: [form()] };
    expect(guardrailImport.safeParse(known).success).toBe(true);
    const [rule] = known.guardrails;
    const others = [
      { ...known, format: "something-else" },
      { ...known, more: 1 },
      { ...known, guardrails: [] },
      { ...known, guardrails: [{ ...rule, id: "grd_x" }] },
      { ...known, guardrails: [{ ...rule, action: "shrug" }] },
      { ...known, guardrails: [{ ...rule, criteria: [{ kind: "mood" }] }] },
      { ...known, guardrails: [{ ...rule, criteria: [{ kind: "every-row", extra: true }] }] },
      { ...known, guardrails: [{ ...rule, criteria: Array(21).fill({ kind: "every-row" }) }] },
    ];
    for (const document of others) expect(guardrailImport.safeParse(document).success).toBe(false);
  });
});
