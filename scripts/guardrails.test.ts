import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "guardrails-"));
});
afterAll(() => rm(folder, { recursive: true }));

const RULE = {
  ...{ name: "Rows", description: "", enabled: true, action: "block", message: "" },
  ...{ scope: { connections: [], tags: [] }, criteria: [{ kind: "every-row" }] },
};
const ON_RESULTS = {
  ...{ ...RULE, name: "Cases", action: "redact" },
  criteria: [{ kind: "result-pattern", pattern: "CASE-[0-9]{6}", ignoreCase: false }],
  examples: [{ statement: "see CASE-123456", expected: "redact" }],
};
const exported = (...guardrails: readonly object[]) =>
  JSON.stringify({ format: "gatehouse-guardrails-1", guardrails });

async function file(name: string, text: string): Promise<string> {
  const at = path.join(folder, name);
  await writeFile(at, text);
  return at;
}

function run(...words: readonly string[]) {
  return new Promise<{ readonly code: unknown; readonly out: string; readonly err: string }>(
    (resolve) => {
      execFile(
        process.execPath,
        ["--import", "tsx", "scripts/guardrails.ts", ...words],
        (error, out, err) => resolve({ code: error === null ? 0 : error.code, out, err }),
      );
    },
  );
}

describe("the check of an export", { timeout: 60_000 }, () => {
  it("runs every rule's examples, on results too, and holds statements against all", async () => {
    const example = { statement: "delete from\n  customers", expected: "block" };
    const document = exported({ ...RULE, examples: [example] }, ON_RESULTS);
    const statements = await file("tried.sql", "select 1\n\nupdate t set a = 1\n");
    const checked = await run("check", await file("a.json", document), "--statements", statements);
    expect(checked).toEqual({
      ...{ code: 0, err: "" },
      out: [
        "ok   Rows: delete from customers: blocked",
        "ok   Cases: see CASE-123456: returned with parts replaced",
        "let through: select 1",
        "blocked: update t set a = 1: Rows: It has no WHERE: it would meet every row.",
        "",
      ].join("\n"),
    });
  });

  it("ends with 1 and names the example that fails", async () => {
    const examples = [{ statement: "select 1", expected: "block" }];
    const { code, out } = await run("check", await file("b.json", exported({ ...RULE, examples })));
    expect(code).toBe(1);
    expect(out).toContain("FAIL Rows: select 1: to be blocked, and is let through:");
  });

  it.each([
    ["no JSON", "{", "no JSON"],
    ["another form", exported({ ...RULE, action: "shout", examples: [] }), "action"],
    ["a rule that says nothing", exported({ ...RULE, criteria: [], examples: [] }), "says nothing"],
  ])("ends with 1 for %s", async (_what, text, because) => {
    const { code, out } = await run("check", await file("c.json", text));
    expect(code).toBe(1);
    expect(out).toContain(because);
  });

  it("ends with 1 for a file that is not there, and with 2 when it is called another way", async () => {
    expect((await run("check", path.join(folder, "none.json"))).code).toBe(1);
    expect((await run("check")).code).toBe(2);
    expect((await run("look", "x")).code).toBe(2);
  });
});
