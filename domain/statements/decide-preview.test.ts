import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decidePreview, describePreviewObjection, PREVIEW_OBJECTIONS } from "./decide-preview";
import { loadStatementParser } from "./engine";

const parser = await loadStatementParser();
const OPEN = { kind: "postgres", readOnly: false, previewAllowed: true } as const;

function wordOf(text: string, change: Partial<typeof OPEN | { readOnly: boolean }> = {}): string {
  const connection = { ...OPEN, ...change };
  const decision = decidePreview({ parsed: parser.parse(text), connection });
  return decision.kind === "preview" ? "preview" : decision.because;
}

describe("the effect preview", () => {
  it.each([
    "UPDATE t SET a = 1",
    "UPDATE t SET a = lower(b) WHERE id IN (SELECT id FROM u);",
    "DELETE FROM t WHERE a < now() -- old",
    "INSERT INTO t SELECT * FROM u ON CONFLICT DO NOTHING",
    "INSERT INTO t VALUES (nextval('s'), gen_random_uuid()) RETURNING id",
    "MERGE INTO t USING u ON t.a = u.a WHEN MATCHED THEN DELETE",
    "WITH x AS (DELETE FROM u RETURNING a) INSERT INTO t SELECT a FROM x",
  ])("runs what a rollback surely undoes: %s", (text) => expect(wordOf(text)).toBe("preview"));

  it.each([
    ["UPDAT t", "not-understood"],
    ["", "not-one-statement"],
    ["UPDATE t SET a = 1; COMMIT", "not-one-statement"],
    ["UPDATE t SET a = 1; UPDATE t SET a = 2", "not-one-statement"],
    ["SELECT 1", "only-reads"],
    ["EXPLAIN UPDATE t SET a = 1", "only-reads"],
    ["SELECT * FROM t FOR UPDATE", "not-a-plain-write"],
    ["WITH x AS (DELETE FROM t RETURNING *) SELECT * FROM x", "not-a-plain-write"],
    ["EXPLAIN ANALYZE UPDATE t SET a = 1", "not-a-plain-write"],
    ["PREPARE p AS DELETE FROM t", "not-a-plain-write"],
    ["EXECUTE p", "not-a-plain-write"],
    ["TRUNCATE t", "not-a-plain-write"],
    ["COPY t FROM STDIN", "not-a-plain-write"],
    ["COPY t TO PROGRAM 'cat'", "reaches-outside"],
    ["COPY t FROM '/etc/passwd'", "reaches-outside"],
    ["DROP TABLE t", "not-a-plain-write"],
    ["CREATE TABLE t (a int)", "not-a-plain-write"],
    ["GRANT ALL ON t TO u", "not-a-plain-write"],
    ["SET search_path = x", "not-a-plain-write"],
    ["NOTIFY x", "not-a-plain-write"],
    ["LOCK TABLE t", "not-a-plain-write"],
    ["VACUUM t", "not-a-plain-write"],
    ["COMMIT", "not-a-plain-write"],
    ["DO $$ BEGIN END $$", "not-a-plain-write"],
    ["CALL p()", "not-a-plain-write"],
  ])("refuses %j: %s", (text, because) => expect(wordOf(text)).toBe(because));

  it.each([
    ...["dblink_exec('x', 'y')", "pg_notify('a', 'b')", "lo_unlink(1)", "pg_sleep(9)"],
    ...[
      "public.now()",
      '"Now"()',
      "1 OPERATOR(evil.+) 1",
      "pg_advisory_lock(1)",
      "pg_terminate_backend(1)",
    ],
    ...["set_config('role', 'x', false)", "setval('s', 1)", "my_function(1)", "evil.work()"],
  ])("refuses a write that calls %s", (call) => {
    expect(wordOf(`UPDATE t SET a = (SELECT ${call}::text)`)).toBe("calls-what-is-not-undone");
    expect(wordOf(`DELETE FROM t WHERE ${call} IS NULL`)).toBe("calls-what-is-not-undone");
    expect(wordOf(`INSERT INTO t VALUES (1) RETURNING ${call}`)).toBe("calls-what-is-not-undone");
  });

  it.each(["lo_export(1, '/tmp/x')", "pg_read_file('/etc/passwd')"])(
    "refuses a write that reaches files of the target's machine: %s",
    (call) => expect(wordOf(`DELETE FROM t WHERE ${call} IS NULL`)).toBe("reaches-outside"),
  );

  it("refuses everything where it is off or the connection cannot write", () => {
    const text = "UPDATE t SET a = 1";
    const off = { ...OPEN, previewAllowed: false };
    const parsed = parser.parse(text);
    expect(decidePreview({ parsed, connection: off })).toMatchObject({ because: "switched-off" });
    expect(wordOf(text, { readOnly: true })).toBe("read-only");
  });

  it("never runs a text of several statements, whatever they are", () => {
    const one = fc.constantFrom(
      "UPDATE t SET a = 1",
      "COMMIT",
      "SELECT 1",
      "DELETE FROM t",
      "DO ''",
    );
    fc.assert(
      fc.property(fc.array(one, { minLength: 2, maxLength: 5 }), (texts) => {
        expect(wordOf(texts.join(";\n"))).toBe("not-one-statement");
      }),
    );
  });

  it("says in words why not", () => {
    const words = PREVIEW_OBJECTIONS.map(describePreviewObjection);
    expect(new Set(words).size).toBe(PREVIEW_OBJECTIONS.length);
  });
});
