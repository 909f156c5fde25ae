import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDeps, testDeps } from "@/testing/deps";
import { aLocalPerson, auditTrail, PASSWORD } from "@/testing/people";
import { DoorVisitor, type SignInServer, startSignInServer } from "@/testing/sign-in-server";
import { type FreshStore, freshStore } from "@/testing/store";
import { recordAudit } from "../audit/record-audit";
import { sealAudit } from "../audit/seal-audit";

let store: FreshStore;
let server: SignInServer;
let deps: TestDeps;
let auditor: DoorVisitor;
let member: DoorVisitor;

beforeAll(async () => {
  store = await freshStore();
  server = await startSignInServer();
  deps = testDeps({ db: store.db, settings: { GATEHOUSE_URL: server.url } });
  server.serve(deps);
  auditor = await visitor("olga", "auditor");
  member = await visitor("ben", "support");
  await deps.db.transaction((tx) =>
    recordAudit(tx, {
      ...{ actor: null, event: "group.created", subject: '=HYPERLINK("http://evil")' },
      ...{ after: { members: 3, note: "a,b" }, origin: "@cmd" },
    }),
  );
  await sealAudit(deps);
});
afterAll(async () => {
  await server.close();
  deps.dispose();
  await store.close();
});

async function visitor(name: string, group: string): Promise<DoorVisitor> {
  const { email } = await aLocalPerson(deps, name, group);
  const person = new DoorVisitor(server.url);
  await person.signIn(email, PASSWORD);
  return person;
}

const download = (who: DoorVisitor, what: string, init: RequestInit = {}) =>
  who.jar.fetch(`${server.url}/download/audit.${what}`, init);

describe("the export of the audit trail", () => {
  it("is CSV whose cells no spreadsheet runs", async () => {
    const answer = await download(auditor, "csv?subject=hyperlink");
    expect(answer.headers.get("content-type")).toContain("text/csv");
    expect(answer.headers.get("content-disposition")).toMatch(
      /^attachment; filename="audit-.*\.csv"$/,
    );
    const [head, line, ...rest] = (await answer.text()).split("\r\n");
    expect(head).toContain('"position","id","at"');
    expect(line).toContain(`"'=HYPERLINK(""http://evil"")","'@cmd"`);
    expect(rest).toEqual([""]);
  });

  it("is JSON lines that hold the place and the hash of each event", async () => {
    const answer = await download(auditor, "jsonl?event=group.created&subject=hyperlink");
    const [line = ""] = (await answer.text()).split("\n");
    expect(JSON.parse(line)).toMatchObject({
      ...{ event: "group.created", before: null, after: { members: 3, note: "a,b" } },
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it("holds all events, however many pages they fill", async () => {
    await deps.db.transaction(
      (tx) => tx.$executeRaw`INSERT INTO audit_event ("actorName", event, subject)
        SELECT 'x', 'many.counted', n::text FROM generate_series(1, 2345) n`,
    );
    const text = await (await download(auditor, "jsonl?event=many")).text();
    const subjects = text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line).subject);
    expect(new Set(subjects).size).toBe(2345);
  });

  it("is audited before it begins, with what was asked for", async () => {
    await (await download(auditor, "csv?event=group.created")).text();
    const event = await deps.db.read.auditEvent.findFirst({
      where: { event: "audit.exported" },
      orderBy: { id: "desc" },
    });
    expect(event).toMatchObject({
      actorName: "olga",
      after: { format: "csv", event: "group.created" },
    });
  });

  it("is closed to who may not see the trail, which is audited too", async () => {
    const answer = await download(member, "csv");
    expect([answer.status, (await answer.json()).code]).toEqual([403, "ACCESS.ROLE"]);
    expect((await auditTrail(deps)).at(-1)).toBe("access.refused audit export");
  });

  it("is closed to whoever is not signed in and to other sites", async () => {
    expect((await download(new DoorVisitor(server.url), "csv")).status).toBe(401);
    const foreign = await download(auditor, "csv", { headers: { "sec-fetch-site": "cross-site" } });
    expect(foreign.status).toBe(403);
  });

  it("refuses filters that it does not know, and other names", async () => {
    expect((await download(auditor, "csv?event=x'y")).status).toBe(400);
    expect((await download(auditor, "csv?limit=5")).status).toBe(400);
    expect((await download(auditor, "xlsx")).status).toBe(404);
  });
});
