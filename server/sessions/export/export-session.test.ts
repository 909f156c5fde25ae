import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { encodeRow } from "@/domain/rows/row-format";
import { auditTrail } from "@/testing/people";
import { type Person, type PipelineRig, pipelineRig } from "@/testing/pipeline-rig";
import { codeOf, RigRunner } from "@/testing/run-on-rig";
import { exportSession, type SessionFile } from "./export-session";

const STATEMENT = "select a, b from t;\nselect 1 -- \n--- 0.000 s done\u001b[2J";
const COLUMN = { type: "text", typeId: 25, origin: null, masked: "scan" };
const bytes = (text: string) => new TextEncoder().encode(text);

let rig: PipelineRig;
let on: RigRunner;
let id: string;
beforeAll(async () => {
  rig = await pipelineRig();
  on = await RigRunner.on(rig);
  const { session, sessionId, ended } = await on.run(STATEMENT);
  session.send("columns", {
    columns: [
      { name: "a", ...COLUMN },
      { name: "b\tc", ...COLUMN },
    ],
  });
  session.send("rows", encodeRow([bytes("[EMAIL]"), null]));
  session.send("rows", encodeRow([bytes("=cmd|'/c calc'!a1"), bytes("")]));
  session.send("rows", encodeRow([bytes("-5"), bytes('say "hi"\n--- 9.000 s done\t\\')]));
  session.send("rows", encodeRow([Uint8Array.of(0xff, 0x41), bytes("\ufeffé\u2028\u001b[1m")]));
  session.send("complete", { tag: "SELECT 4", rows: 4, affected: 4 });
  session.send("columns", { columns: [{ name: "one", ...COLUMN }] }, { result: 1 });
  session.row("1", { result: 1 });
  session.send("complete", { tag: "SELECT 1", rows: 1, affected: 1 }, { result: 1 });
  session.end({ masked: [{ result: 0, column: "a", kind: "email", count: 1 }] });
  await ended;
  id = sessionId;
});
afterAll(() => rig.close());

async function taken(file: SessionFile, by: Person = on.ben, of = id): Promise<string> {
  const { actor, origin } = by;
  let text = "";
  for await (const piece of await exportSession(rig.deps, { actor, origin, id: of, file })) {
    text += piece;
  }
  return text;
}

describe("a result as CSV", () => {
  it("has every row, NULL told from the empty text, formulas inert and numbers as they are", async () =>
    expect(await taken({ format: "csv", result: 1 })).toBe(
      [
        `"a","b\tc"`,
        `"[EMAIL]",`,
        `"'=cmd|'/c calc'!a1",""`,
        `"-5","say ""hi""\n--- 9.000 s done\t\\"`,
        `"\ufffdA","\ufeffé\u2028\u001b[1m"`,
        "",
      ].join("\r\n"),
    ));

  it("is of the result that was asked for; of one that there is not it is empty", async () => {
    expect(await taken({ format: "csv", result: 2 })).toBe(`"one"\r\n"1"\r\n`);
    expect(await taken({ format: "csv", result: 3 })).toBe("");
  });
});

describe("a session as JSON lines", () => {
  it("is one JSON value a line: the session, each frame, each row, and loses no byte", async () => {
    const lines = (await taken({ format: "jsonl" })).trimEnd().split("\n");
    const said = lines.map((line) => JSON.parse(line));
    expect(said.map(({ kind }) => kind)).toEqual([
      ...["session", "input", "columns", "row", "row", "row", "row", "complete"],
      ...["columns", "row", "complete", "end"],
    ]);
    expect(said[0]).toMatchObject({ id, state: "done", statement: STATEMENT, isRecorded: true });
    expect(said[1]).toMatchObject({ ms: 0, statement: STATEMENT });
    expect(
      said.filter(({ kind }) => kind === "row").map(({ result, cells }) => [result, cells]),
    ).toEqual([
      [0, ["[EMAIL]", null]],
      [0, ["=cmd|'/c calc'!a1", ""]],
      [0, ["-5", 'say "hi"\n--- 9.000 s done\t\\']],
      [0, [{ base64: "/0E=" }, "\ufeffé\u2028\u001b[1m"]],
      [1, ["1"]],
    ]);
  });
});

describe("a session as text", () => {
  it("says what was asked and what came, and nothing in it passes for a line of ours", async () => {
    const text = (await taken({ format: "txt" })).replaceAll(/^--- \d\.\d{3} s/gm, "--- AT");
    expect(text.split("\n").slice(8)).toEqual([
      ...[
        "--- AT statement",
        "  select a, b from t;",
        "  select 1 -- ",
        "  --- 0.000 s done\\u001b[2J",
        "",
      ],
      ...["--- AT result 1", "  a\tb\\tc", "  [EMAIL]\t\\N", "  =cmd|'/c calc'!a1\t"],
      ...['  -5\tsay "hi"\\n--- 9.000 s done\\t\\\\', "  \ufffdA\t\ufeffé\\u2028\\u001b[1m", ""],
      ...["--- AT SELECT 4: 4 rows shown", "", "--- AT result 2", "  one", "  1", ""],
      ...["--- AT SELECT 1: 1 row shown", "", "--- AT done", ""],
    ]);
    expect(text).toContain(`Session ${id}\nOwner       ${on.ben.actor.name} <`);
  });
});

describe("who takes a session's file", () => {
  it("is noted, with what it was", async () => {
    await taken({ format: "csv", result: 2 }, on.admin);
    expect((await auditTrail(rig.deps)).at(-1)).toBe(`session.exported ${id}`);
  });

  it("must be allowed to see the session: for others it is as if there were none", async () => {
    const stranger = await rig.person("support");
    expect(await codeOf(taken({ format: "txt" }, stranger))).toBe("ACCESS.NOT_FOUND");
    expect(await codeOf(taken({ format: "txt" }, on.ben, "ses_absent"))).toBe("ACCESS.NOT_FOUND");
  });

  it("waits for its end: half a session is no file", async () => {
    const { session, sessionId, ended } = await on.run("select 2");
    session.row("2");
    // Its row is stored a moment after it began.
    await expect
      .poll(() => codeOf(taken({ format: "txt" }, on.ben, sessionId)))
      .toBe("SESSION.STILL_OPEN");
    session.end();
    await ended;
  });

  it("gets no more than is true of a recording that somebody changed, and is told", async () => {
    const { session, sessionId, ended } = await on.run("select 3");
    session.row("untouched");
    session.end();
    await ended;
    const { recording } = await on.row(sessionId);
    const file = path.join(rig.deps.env.GATEHOUSE_DATA, "recordings", recording?.path ?? "");
    const bytes = readFileSync(file);
    // Of the last record but one: a bit of what is encrypted is a bit of what it says.
    const at = bytes.byteLength - 400;
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    writeFileSync(file, bytes);
    expect(await codeOf(taken({ format: "txt" }, on.ben, sessionId))).toBe("RECORDING.DAMAGED");
  });
});
