import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "@/domain/people/user";
import { Refusal } from "@/domain/refusal";
import { type TestDeps, testDeps } from "@/testing/deps";
import { stoppedClock } from "@/testing/ids";
import { aLocalPerson, auditTrail } from "@/testing/people";
import { type FreshStore, freshStore } from "@/testing/store";
import { appRouter } from "../api/root";
import { createCallerFactory } from "../api/trpc";
import { recordRefusal, refusalIsRecorded } from "./record-refusal";

const clock = stoppedClock();
let store: FreshStore;
let deps: TestDeps;
let ben: Actor;
beforeAll(async () => {
  store = await freshStore();
  deps = testDeps({ db: store.db, now: clock.now });
  const { id, email } = await aLocalPerson(deps, "ben", "support");
  ben = {
    ...{ userId: id, name: "ben", email, status: "active", groups: ["support"], role: "member" },
    signInId: "sign-in of ben" as Actor["signInId"],
  };
});
afterAll(async () => {
  deps.dispose();
  await store.close();
});

const refusals = async () =>
  (await auditTrail(deps)).filter((line) => line.startsWith("access.refused"));
const ask = () => createCallerFactory(appRouter)({ deps, actor: ben, origin: "10.0.0.9" });

describe("a refusal of access", () => {
  it("leaves an event: a role that does not include it", async () => {
    await expect(ask().audit.list({})).rejects.toThrow("Your role");
    expect(await refusals()).toEqual(["access.refused audit.list"]);
    const event = await deps.db.read.auditEvent.findFirst({ where: { event: "access.refused" } });
    expect(event).toMatchObject({
      ...{ actorName: "ben", origin: "10.0.0.9" },
      after: { code: "ACCESS.ROLE", because: "Your role does not include this." },
    });
  });

  it("leaves an event: a name that is not there for this person", async () => {
    await expect(ask().connections.get({ name: "secret-db" })).rejects.toThrow();
    expect((await refusals()).at(-1)).toBe("access.refused connections.get");
  });

  it("leaves none twice, and none for what is no refusal of access", async () => {
    const before = (await refusals()).length;
    const input = { connection: "secret-db", statement: "SELECT 1" };
    await expect(ask().sessions.submit(input)).rejects.toThrow();
    await expect(ask().connections.get({ name: "" })).rejects.toThrow();
    const other = { actor: ben, origin: "", asked: "x" };
    await recordRefusal(deps, { ...other, refusal: new Refusal("LIMIT.TRIES", "Too many.") });
    const told = refusalIsRecorded(new Refusal("ACCESS.ROLE", "No."));
    await recordRefusal(deps, { ...other, refusal: told });
    expect((await refusals()).length).toBe(before);
    expect((await auditTrail(deps)).at(-1)).toBe("session.refused secret-db");
  });

  it("is written 30 times a minute at most for one person, and the last says so", async () => {
    clock.advance(60_000);
    const before = (await refusals()).length;
    for (let count = 0; count < 40; count += 1)
      await expect(ask().audit.eventNames()).rejects.toThrow();
    expect((await refusals()).length - before).toBe(30);
    const last = await deps.db.read.auditEvent.findFirst({ orderBy: { id: "desc" } });
    expect(last?.after).toMatchObject({ leftOut: "more of this minute" });
  });
});
