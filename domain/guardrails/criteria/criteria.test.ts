import { beforeAll, describe, expect, it } from "vitest";
import { loadStatementParser } from "../../statements/engine";
import { factsOf, type StatementParser } from "../../statements/facts";
import { ask, type Criterion } from "./criterion";

let parser: StatementParser;
beforeAll(async () => {
  parser = await loadStatementParser();
});

/** What the criterion says of the first statement, in a word. */
function said(criterion: Criterion, text: string): string {
  const facts = factsOf(parser, text);
  const [statement] = facts;
  if (statement === undefined) return "nothing to say";
  const answer = ask(criterion, {
    ...{ statement, index: 0, statements: facts.length, now: new Date(0), seen: null },
    isParsed: statement.form !== "Unparsed",
  });
  return answer === null ? "no" : answer.because;
}

describe("every row", () => {
  const cases: [string, string][] = [
    ["update users set a = 1", "no-where"],
    ["delete from users where true", "where-is-always-true"],
    ["delete from users where 1 = 1 or id = 2", "where-is-always-true"],
    ["truncate users", "every-row-goes"],
    ["with gone as (delete from users) select 1", "no-where"],
    ["explain analyze delete from users", "no-where"],
    ["delete/**/from users -- where id = 1", "no-where"],
    ["delete from users where id = 1", "no"],
    ["update users set a = 1 where b like 'x%'", "no"],
    ["select * from users", "no"],
    ["insert into users values (1)", "no"],
    ["do $$ begin end $$", "unknown-effect"],
  ];
  it.each(cases)("%s: %s", (text, word) => expect(said({ kind: "every-row" }, text)).toBe(word));
});

describe("kinds of statements", () => {
  const cases: [string, string][] = [
    ["insert into a values (1)", "kind-is-named"],
    ["with x as (insert into a values (1) returning *) select * from x", "kind-is-named"],
    ["explain analyze update a set b = 1", "kind-is-named"],
    ["explain update a set b = 1", "no"],
    ["select * from a", "no"],
    ["select of_my_own()", "unknown-effect"],
    ["select now()", "no"],
    ["call wipe()", "unknown-effect"],
  ];
  it.each(cases)("writes: %s: %s", (text, word) =>
    expect(said({ kind: "statement-kinds", kinds: ["write"] }, text)).toBe(word),
  );
  it("reads are only what is a read", () => {
    const reads: Criterion = { kind: "statement-kinds", kinds: ["read"] };
    expect(said(reads, "select 1")).toBe("kind-is-named");
    expect(said(reads, "call wipe()")).toBe("no");
  });
});

const BY_TEXT = ["relation-by-text", "relation-by-text", "no"] as const;

describe("relations", () => {
  const users = (access: "any" | "read" | "write"): Criterion => ({
    ...{ kind: "relations", names: ["public.users"], access },
  });
  const cases: [string, string, string, string][] = [
    ["select * from users", "relation-is-named", "relation-is-named", "no"],
    ["select * from public.users", "relation-is-named", "relation-is-named", "no"],
    ["select * from hr.users", "no", "no", "no"],
    ["select 1 where exists (select 1 from users)", "relation-is-named", "relation-is-named", "no"],
    ["insert into orders select * from users", "relation-is-named", "relation-is-named", "no"],
    ["insert into users values (1)", "relation-is-named", "no", "relation-is-named"],
    ["copy users to stdout", "relation-is-named", "relation-is-named", "no"],
    ["select * from orders", "no", "no", "no"],
    ["select table_to_xml('users', true, false, '')", ...BY_TEXT],
    ["select pg_catalog.schema_to_xml('s', true, false, '')", ...BY_TEXT],
    ["explain select table_to_xml('users', true, false, '')", "no", "no", "no"],
    ["select table_to_xmlschema('users', true, false, '')", "no", "no", "no"],
    ["call wipe()", "unknown-effect", "unknown-effect", "unknown-effect"],
  ];
  it.each(cases)("%s: either %s, read %s, write %s", (text, ...words) => {
    const accesses = ["any", "read", "write"] as const;
    expect(accesses.map((access) => said(users(access), text))).toEqual(words);
  });
});

describe("a read without LIMIT", () => {
  const cases: [string, string, string][] = [
    ["select * from big", "no-limit", "no-limit"],
    ["select * from big limit 10", "no", "no"],
    ["select * from small", "no-limit", "no"],
    ["select * from big for update", "no-limit", "no-limit"],
    ["select 1", "no", "no"],
    ["update big set a = 1 where id = 2", "no", "no"],
  ];
  it.each(cases)("%s: of whatever %s, of big %s", (text, whatever, big) => {
    expect(said({ kind: "no-limit", names: [] }, text)).toBe(whatever);
    expect(said({ kind: "no-limit", names: ["big"] }, text)).toBe(big);
  });
});

describe("functions", () => {
  const files: Criterion = { kind: "calls", names: ["pg_read_*", "pg_catalog.pg_sleep"] };
  const cases: [string, string][] = [
    ["select pg_read_file('/etc/passwd')", "function-is-named"],
    ["select PG_READ_FILE('/etc/passwd')", "function-is-named"],
    ["select pg_catalog.\"pg_read_binary_file\"('x')", "function-is-named"],
    ["select 1 from t order by pg_sleep(1)", "function-is-named"],
    ["select pg_catalog.pg_sleep(1)", "function-is-named"],
    ["select now()", "no"],
    ["select 'pg_read_file(1)'", "no"],
    ["do $$ begin perform pg_sleep(1); end $$", "unknown-effect"],
  ];
  it.each(cases)("named: %s: %s", (text, word) => expect(said(files, text)).toBe(word));
  it("unknown ones", () => {
    expect(said({ kind: "unknown-calls" }, "select of_my_own()")).toBe("function-is-unknown");
    expect(said({ kind: "unknown-calls" }, "select lower('X'), count(*) from t")).toBe("no");
    expect(said({ kind: "unknown-calls" }, "call wipe()")).not.toBe("no");
  });
});

describe("joins", () => {
  const one: Criterion = { kind: "joins", joinsMax: 1 };
  it("counts them however they are written", () => {
    expect(said(one, "select * from a join b using (id)")).toBe("no");
    expect(said(one, "select * from a join b using (id) join c using (id)")).toBe("too-many-joins");
    expect(said(one, "select * from a, b, c")).toBe("too-many-joins");
  });
});

describe("several statements", () => {
  it("are more than one, and what cannot be counted", () => {
    const several: Criterion = { kind: "several-statements" };
    expect(said(several, "select 1;")).toBe("no");
    expect(said(several, "select ';' -- ; \n ;")).toBe("no");
    expect(said(several, "select 1; select 2")).toBe("one-of-several");
    expect(said(several, "selct 1; selct 2")).toBe("unknown-effect");
  });
});
