import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEFAULT_MASKING_RULES, type MaskingRules } from "@/domain/masking/masking-rule";
import { attacksOn } from "@/domain/masking/probe/attacks-on";
import { PROBE_LIMITS, VERDICT_COLUMNS } from "@/domain/masking/probe/probe";
import { AgentRig, CANARY, type OpenWish } from "@/testing/agent-rig";
import type { ReceivedSession } from "@/testing/fake-gateway";
import { SCHEMA, SecretWords } from "@/testing/leaks/schema";
import type { PostgresTarget } from "@/testing/postgres-target";
import { saidByFrames } from "./said";

/** That no detector knows: only the column says that they are personal. */
const SSNS = ["brakletovi", "zixoclefuma", "dripaglasewu", "kranuvobeti", "plimotarexi"];
const NAMES = ["wexigladofu", "hasitoklebra", "nupavogridi", "lixefasuto", "moclekebraxe"];
const LOGINS = ["gutisoplexa", "fabrizekoni", "sidripuvola", "xegutahaclo", "pokrabiluse"];
const EMAILS = LOGINS.map((login) => `${login}@example.com`);
const SECRETS = [...SSNS, ...NAMES, ...LOGINS];

let target: PostgresTarget;
let rig: AgentRig;
beforeAll(async () => {
  target = await AgentRig.startTarget();
  const rows = SSNS.map((ssn, place) => {
    const words = [ssn, EMAILS[place], NAMES[place]].map((word) => `'${word}'`).join(", ");
    return `(${place + 1}, ${words}, ${place % 2 === 0}, ${4_711 + place})`;
  });
  target.psql(`
    CREATE TABLE people (id int PRIMARY KEY, ssn text, email text, nickname text, is_new bool, pin int, phone text);
    INSERT INTO people (id, ssn, email, nickname, is_new, pin) VALUES ${rows.join(", ")};
    CREATE VIEW contacts AS SELECT id, ssn AS contact FROM people;
    CREATE TABLE nobody (id int, email text);
    ANALYZE people;
    CREATE TABLE accounts (id int PRIMARY KEY, iban text);
    INSERT INTO accounts SELECT id, ssn FROM people;
    CREATE TABLE fragile (id int PRIMARY KEY, iban text);
    INSERT INTO fragile SELECT id, ssn FROM people;
    CREATE VIEW fatal AS SELECT iban AS i FROM fragile WHERE pg_terminate_backend(pg_backend_pid());
    CREATE VIEW slowly AS SELECT id, iban AS i FROM accounts WHERE pg_sleep(60) IS NOT NULL;`);
  rig = new AgentRig(target);
  await rig.start();
});
afterAll(async () => {
  await rig.stop();
  await target.stop();
});

const COMMENT = "-- Masking probe";
const column = (table: string, name: string) => ({ schema: "public", table, column: name });

async function probe(columns: ReturnType<typeof column>[] | null, wish: OpenWish = {}) {
  const session = await rig.open(COMMENT, { probe: { columns }, readOnly: true, ...wish });
  const end = await session.ended();
  return { session, end, ...readingOf(session) };
}

/** What came back: the columns, and of each attack what became of it. */
function readingOf(session: ReceivedSession) {
  const of = (result: number) =>
    saidByFrames(session.frames.filter((frame) => frame.result === result)).rows;
  const verdicts = of(1).map((cells) =>
    Object.fromEntries(VERDICT_COLUMNS.map((name, place) => [name, cells[place] ?? ""])),
  );
  return { plan: of(0), verdicts };
}

type Verdicts = ReturnType<typeof readingOf>["verdicts"];
const outcomesOf = (verdicts: Verdicts, wanted: string) =>
  verdicts.filter(({ class: of }) => of === wanted).map(({ outcome }) => outcome);
const statementsOf = (verdicts: Verdicts, wanted: string) =>
  verdicts.filter(({ outcome }) => outcome === wanted).map(({ statement }) => statement);

/** No original, in whatever form, and no password. */
function expectNothingSaid(session: ReceivedSession) {
  const said = session.text();
  for (const word of [...SECRETS, "ivotelkarb", CANARY, "4711"]) expect(said).not.toContain(word);
  for (const word of SECRETS) {
    expect(said).not.toContain(Buffer.from(word).toString("hex"));
    expect(said).not.toContain(Buffer.from(word).toString("base64").slice(0, 12));
  }
}

const REFUSING: MaskingRules = {
  ...DEFAULT_MASKING_RULES,
  columns: DEFAULT_MASKING_RULES.columns.map((one) => ({
    ...one,
    comparisons: "refuse",
    rules: ["No guessing"],
  })),
};

describe("a column that the rules protect", () => {
  it("leaks by no attack, and most of them would show it where nothing is masked", async () => {
    const { session, end, plan, verdicts } = await probe([column("people", "ssn")]);
    expect(end).toMatchObject({ state: "done", code: null });
    expect(plan).toEqual([
      ["public", "people", "ssn", "text", String(verdicts.length), "usable", "5"],
    ]);
    expect(statementsOf(verdicts, "leaked")).toEqual([]);
    expect(statementsOf(verdicts, "masked").length).toBeGreaterThanOrEqual(40);
    // Both by the views that stand on it and by what the planner keeps of it.
    expect(outcomesOf(verdicts, "view")).toEqual(["masked", "masked"]);
    expect(outcomesOf(verdicts, "statistics")).toEqual(["masked"]);
    expect(outcomesOf(verdicts, "error")).toEqual(["masked", "masked", "masked", "masked"]);
    expectNothingSaid(session);
  });

  it("can be guessed where its rule lets it be compared, and not where it refuses that", async () => {
    const allowed = await probe([column("people", "ssn")]);
    expect(new Set(outcomesOf(allowed.verdicts, "guess"))).toEqual(new Set(["guessable"]));
    const refused = await probe([column("people", "ssn")], { masking: REFUSING });
    expect(new Set(outcomesOf(refused.verdicts, "guess"))).toEqual(new Set(["refused"]));
    expect(statementsOf(refused.verdicts, "leaked")).toEqual([]);
    expect(outcomesOf(refused.verdicts, "plain")).toEqual(["masked", "masked"]);
  });

  it("is found by the rules where no column is named", async () => {
    const { plan, session, verdicts } = await probe(null);
    expect(plan.map(([, table, name]) => `${table}.${name}`)).toEqual(
      "accounts.iban fragile.iban nobody.email people.ssn people.email people.phone".split(" "),
    );
    expect(statementsOf(verdicts, "leaked")).toEqual([]);
    expectNothingSaid(session);
  });
});

describe("a column that no rule protects, of values that no detector knows", () => {
  it("leaks by every plain attack, and the report holds no value all the same", async () => {
    const { session, end, verdicts } = await probe([column("people", "nickname")]);
    expect(end.state).toBe("done");
    for (const of of ["plain", "alias", "expression", "string", "pieces", "order", "copy"]) {
      expect([of, ...new Set(outcomesOf(verdicts, of))]).toEqual([of, "leaked"]);
    }
    const forms = new Set(verdicts.map(({ form }) => form));
    for (const form of ["plain", "reversed", "other-case", "hex", "base64", "digest", "numbers"]) {
      expect(forms).toContain(form);
    }
    expectNothingSaid(session);
  });

  it("leaks by errors where nothing else of its table is protected", async () => {
    const masking = { ...DEFAULT_MASKING_RULES, columns: [] };
    const { session, verdicts } = await probe([column("people", "nickname")], { masking });
    const errors = verdicts.filter(({ class: of }) => of === "error");
    expect(errors.map(({ outcome, channel }) => `${outcome} ${channel}`)).toEqual(
      errors.map(() => "leaked error"),
    );
    expectNothingSaid(session);
  });

  it("is what a detector that is off makes of an e-mail address", async () => {
    const bare = { ...DEFAULT_MASKING_RULES, columns: [] };
    const known = await probe([column("people", "email")], { masking: bare });
    // The detector knows the address, but not what a statement makes of it.
    expect(outcomesOf(known.verdicts, "plain")).not.toContain("leaked");
    expect(outcomesOf(known.verdicts, "string")).toContain("leaked");
    const without = { ...bare, detectors: bare.detectors.filter((kind) => kind !== "email") };
    const off = await probe([column("people", "email")], { masking: without });
    expect(new Set(outcomesOf(off.verdicts, "plain"))).toEqual(new Set(["leaked"]));
    for (const email of EMAILS) expect(off.session.text()).not.toContain(email);
  });
});

describe("a column that nothing can be told of says so", () => {
  it.each([
    ["nobody", "email", "empty"],
    ["people", "phone", "only-null"],
    ["people", "pin", "too-short"],
    ["people", "is_new", "too-few"],
    ["people", "none", "unknown"],
  ])("%s.%s: %s", async (table, name, material) => {
    const { plan, verdicts, session } = await probe([column(table, name)]);
    expect(plan[0]?.[5]).toBe(material);
    const shown = verdicts.filter(({ class: of }) => of !== "guess");
    expect(new Set(shown.map(({ outcome }) => outcome)).size).toBeLessThanOrEqual(1);
    expect(shown.every(({ outcome }) => outcome === "untold")).toBe(true);
    expectNothingSaid(session);
  });
});

describe("the shop of our own corpus of leaks", () => {
  it("withstands with what is on out of the box, whatever its views, functions and names", async () => {
    const words = new SecretWords(3);
    target.psql("CREATE DATABASE shop");
    target.psql(SCHEMA, "shop");
    target.psql(words.updates(), "shop");
    const { end, plan, verdicts, session } = await probe(null, { database: "shop" });
    expect([end.state, end.code]).toEqual(["done", null]);
    expect(plan.map((cells) => cells.slice(1, 3).join("."))).toContain('Odd "Ones".User EMail');
    expect(plan.length).toBeGreaterThanOrEqual(10);
    expect(statementsOf(verdicts, "leaked")).toEqual([]);
    expect(statementsOf(verdicts, "masked").length).toBeGreaterThan(300);
    for (const word of words.all) expect(session.text()).not.toContain(word);
  }, 120_000);
});

describe("guardrails", () => {
  const rule = (criteria: object[], action: "block" | "require-approval") => ({
    guardrails: [
      { id: "grd_1", name: "No CTE", action, message: "Not so.", priority: 1, criteria },
    ] as OpenWish["guardrails"] & object,
  });
  const touching = [{ kind: "relations", names: ["people"], access: "any" }];

  it.each([
    ["block", "GUARDRAIL.BLOCKED"],
    ["require-approval", "GUARDRAIL.UNAPPROVABLE"],
  ] as const)("that %s keep what they say from being tried", async (action, code) => {
    const { verdicts, plan } = await probe([column("people", "ssn")], rule(touching, action));
    expect(plan[0]?.[5]).toBe("unread");
    const plain = verdicts.filter(({ class: of }) => of === "plain");
    expect(plain.map((one) => `${one["outcome"]} ${one["code"]}`)).toEqual(
      plain.map(() => `refused ${code}`),
    );
  });
});

describe("a probe", () => {
  it("changes nothing and leaves nothing running", async () => {
    const before = target.psql("SELECT * FROM people; SELECT count(*) FROM pg_class");
    const { verdicts } = await probe([column("people", "nickname")]);
    expect(target.psql("SELECT * FROM people; SELECT count(*) FROM pg_class")).toBe(before);
    expect(outcomesOf(verdicts, "notice")).toEqual(["not-tried"]);
    expect(rig.running()).toBe(false);
  });

  it("gives a slow attack little time and goes on", async () => {
    const { end, verdicts } = await probe([column("accounts", "iban")]);
    const { attackSecondsMax } = PROBE_LIMITS;
    expect(attackSecondsMax).toBeLessThan(60);
    const views = verdicts.filter(({ class: of }) => of === "view");
    expect(views.map((one) => `${one["outcome"]} ${one["code"]}`)).toEqual(
      views.map(() => "not-tried LIMIT.TIME"),
    );
    expect([views.length, end.state]).toEqual([2, "done"]);
    expect(rig.running()).toBe(false);
  });

  it("goes on where an attack costs it its connection", async () => {
    const { end, verdicts } = await probe([column("fragile", "iban")]);
    const views = verdicts.filter(({ class: of }) => of === "view");
    expect(views.map((one) => `${one["outcome"]} ${one["code"]}`)).toEqual(
      views.map(() => "not-tried TARGET.LOST"),
    );
    expect([views.length, end.state]).toEqual([2, "done"]);
  });

  it("can be stopped at any of its attacks", async () => {
    rig.gateway.generous = false;
    const probed = { columns: [column("people", "ssn"), column("people", "nickname")] };
    const session = await rig.open(COMMENT, { probe: probed, readOnly: true, upTo: 8 });
    await session.until(({ received }) => received === 8);
    rig.gateway.cancel(rig.idOf(session));
    expect(await session.ended()).toMatchObject({ state: "cancelled", code: "SESSION.CANCELLED" });
    rig.gateway.generous = true;
    expect(readingOf(session).verdicts.length).toBeLessThan(10);
    expect(rig.running()).toBe(false);
  });

  it("is refused by its target like any session", async () => {
    const { end } = await probe(null, { password: "wrong" });
    expect(end).toMatchObject({ state: "failed", code: "TARGET.SIGNIN" });
  });

  it("tries at most so many attacks on a column, whatever views stand on it", () => {
    const views = Array.from({ length: 9 }, (_, place) => ({
      schema: "public",
      name: `v${place}`,
    }));
    const attacks = attacksOn({ ...column("t", "c"), type: "text", key: "id", views });
    const { attacksOfColumnMax } = PROBE_LIMITS;
    expect(attacks.length).toBeLessThanOrEqual(attacksOfColumnMax);
    expect(attacks.filter(({ class: of }) => of === "view")).toHaveLength(6);
  });
});
