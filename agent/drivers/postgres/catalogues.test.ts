import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { DEFAULT_MASKING_RULES } from "@/domain/masking/masking-rule";
import { isRefusal } from "@/domain/refusal";
import { loadStatementParser } from "@/domain/statements/engine";
import { type PostgresTarget, startPostgresTarget } from "@/testing/postgres-target";
import { runOnce } from "../contract";
import { CATALOGUE_LIMITS, Catalogues } from "./catalogues";
import { connect, type PostgresLink } from "./connect";
import { makePostgresDriver } from "./driver";

const RULES = DEFAULT_MASKING_RULES.columns;
const NEVER = new AbortController().signal;
const parser = await loadStatementParser();

let server: PostgresTarget;
let link: PostgresLink;
let nowMs = 0;
let catalogues: Catalogues;
beforeAll(async () => {
  server = await startPostgresTarget();
  server.psql("CREATE TABLE people (id int, email text); CREATE TABLE plain (id int, note text)");
  link = await connect(credential(), NEVER);
});
afterAll(async () => {
  link.socket.destroy();
  await server.stop();
});
beforeEach(() => {
  catalogues = new Catalogues(parser, () => nowMs);
});

function credential() {
  const place = { host: server.host, port: server.port, database: "postgres" };
  const settings = {
    ...place,
    username: server.superuser,
    tls: "disable",
    tlsAuthority: "",
  } as const;
  return { settings, password: () => server.password };
}

function known(statement = "SELECT id FROM people", over = link) {
  return catalogues.of({ link: over, rules: RULES, statement });
}

/** The relation that has a column of this name now, asked of what is known. */
async function taintOf(name: string, over = link) {
  const catalogue = await known(`SELECT 1 FROM ${name}`, over);
  return catalogue.relation("public", name)?.find(({ taint }) => taint !== null)?.name ?? null;
}

/** A link over which nothing can be asked. */
function deadLink(): PostgresLink {
  const socket = Object.create(link.socket, { destroyed: { value: true } });
  return { ...link, socket };
}

describe("what is protected in a target", () => {
  it("is not asked for a text that names nothing of it, nor without rules", async () => {
    const dead = deadLink();
    expect((await known("SELECT 1 + 1", dead)).unknown).toBeNull();
    expect(await catalogues.of({ link: dead, rules: [], statement: "TABLE people" })).toMatchObject(
      {
        unknown: null,
      },
    );
    await expect(known("SELECT id FROM people", dead)).rejects.toSatisfy(isRefusal);
  });
  it("has somebody who judges comparisons only where a rule asks something of them", async () => {
    const judgeBy = (rules: typeof RULES) =>
      catalogues.judge({ link, rules, statement: "TABLE people" });
    expect(await judgeBy(RULES)).toBeNull();
    expect(await judgeBy(RULES.map((one) => ({ ...one, comparisons: "count" })))).not.toBeNull();
  });
  it("is asked once for many statements, and again when it is no longer fresh", async () => {
    expect(await taintOf("people")).toBe("email");
    expect(await taintOf("people", deadLink())).toBe("email");
    server.psql("ALTER TABLE plain RENAME note TO ssn");
    expect(await taintOf("plain")).toBeNull();
    nowMs += CATALOGUE_LIMITS.freshMsMin;
    expect(await taintOf("plain")).toBe("ssn");
    server.psql("ALTER TABLE plain RENAME ssn TO note");
  });
  it("is forgotten with a statement of this agent that may change it", async () => {
    expect(await taintOf("plain")).toBeNull();
    server.psql("ALTER TABLE plain RENAME note TO phone");
    for (const statement of ["SELECT 1", "UPDATE people SET id = 1", "BEGIN"]) {
      catalogues.forgetIfChanging(statement);
      expect(await taintOf("plain")).toBeNull();
    }
    catalogues.forgetIfChanging("DO 'BEGIN END'");
    expect(await taintOf("plain")).toBe("phone");
    server.psql("ALTER TABLE plain RENAME phone TO note");
  });
  it("is only asked whether it changed when it is no longer fresh", async () => {
    const first = await known();
    nowMs += CATALOGUE_LIMITS.freshMsMin;
    expect(await known()).toBe(first);
    catalogues.forgetIfChanging("DO 'BEGIN END'");
    expect(await known()).toBe(first);
    server.psql("ALTER TABLE plain RENAME note TO ssn");
    catalogues.forgetIfChanging("DO 'BEGIN END'");
    expect(await known()).not.toBe(first);
    server.psql("ALTER TABLE plain RENAME ssn TO note");
  });
  it("is not kept when a change ran while it was read", async () => {
    const reading = taintOf("plain");
    catalogues.forgetIfChanging("ALTER TABLE people ADD x int");
    await reading;
    await expect(taintOf("plain", deadLink())).rejects.toSatisfy(isRefusal);
  });
  it("is read by a user who may read no table at all", async () => {
    server.psql("CREATE ROLE reader LOGIN PASSWORD 'reader-password'");
    const wish = credential();
    const settings = { ...wish.settings, username: "reader" };
    const reader = await connect({ settings, password: () => "reader-password" }, NEVER);
    expect(await taintOf("people", reader)).toBe("email");
    reader.socket.destroy();
  });
});

describe("a session", () => {
  it("sees in its next statement what its last one renamed, or made by a function", async () => {
    const driver = makePostgresDriver(parser);
    const target = { ...credential(), readOnly: false, durationSecondsMax: 30, protects: RULES };
    const masked = async (statement: string) => {
      const { events } = await runOnce({ driver, target, statement });
      return events.flatMap((event) =>
        event.kind === "columns" ? event.columns.map((one) => one.protectedAs ?? null) : [],
      );
    };
    server.psql(`CREATE TABLE renamed (note text);
      CREATE FUNCTION veil() RETURNS int LANGUAGE plpgsql AS $$ BEGIN
        EXECUTE 'CREATE VIEW veiled AS SELECT email AS note FROM renamed'; RETURN 1; END $$`);
    expect(await masked("SELECT note AS x FROM renamed")).toEqual([null]);
    expect(await masked("ALTER TABLE renamed RENAME note TO email")).toEqual([]);
    expect(await masked("SELECT email AS x FROM renamed")).toEqual(["email"]);
    expect(await masked("SELECT lower(email) AS x FROM renamed")).toEqual(["email"]);
    expect(await masked("SELECT veil()")).toEqual(["email"]);
    expect(await masked("SELECT note AS x FROM veiled")).toEqual(["email"]);
    await driver.close();
  });
});
