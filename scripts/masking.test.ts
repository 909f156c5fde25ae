import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";

const folder = mkdtempSync(path.join(tmpdir(), "gatehouse-score-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Said {
  readonly code: number;
  readonly text: string;
}

/** What the script said of a file with these lines. */
function scored(lines: string, ...words: readonly string[]): Promise<Said> {
  const file = path.join(folder, "samples.jsonl");
  writeFileSync(file, lines);
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ["--import", "tsx", "scripts/masking.ts", "score", file, ...words],
      (error, stdout, stderr) => {
        resolve({ code: typeof error?.code === "number" ? error.code : 0, text: stdout + stderr });
      },
    );
  });
}

const MAIL =
  '{"form":"text","pieces":[{"text":"to ","label":null},{"text":"a@b.example","label":"email"}]}';

describe("npm run masking -- score FILE", () => {
  it("scores the samples of the file, and names what no detector knows", async () => {
    const unknown = '{"form":"table","pieces":[{"text":"Ada","label":"first-name"}]}';
    const { code, text } = await scored(`${MAIL}\n${unknown}\n`);
    expect(code).toBe(0);
    expect(text).toMatch(/email +text +1 +1\.0000 +1\.0000 +1\.0000/);
    expect(text).toContain("not detected: first-name (1 labels)");
  });

  it("lists what was missed only when it is asked to", async () => {
    const missed = MAIL.replace("a@b.example", "nobody");
    expect((await scored(missed)).text).not.toContain("nobody");
    expect((await scored(missed, "--misses")).text).toContain("missed email nobody");
  });

  it("says which line is no sample, and what an empty file needs", async () => {
    const broken = await scored(`${MAIL}\nnonsense\n`);
    expect([broken.code, broken.text]).toEqual([1, expect.stringContaining("Sample 2 of")]);
    const empty = await scored("\n");
    expect([empty.code, empty.text]).toEqual([1, expect.stringContaining("holds no sample")]);
  });
});
