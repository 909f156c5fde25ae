import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type TestDeps, testDeps } from "@/testing/deps";
import { stoppedClock } from "@/testing/ids";
import { aLocalPerson, auditTrail, type LocalPerson, PASSWORD } from "@/testing/people";
import { DoorVisitor, type SignInServer, startSignInServer } from "@/testing/sign-in-server";
import { type FreshStore, freshStore } from "@/testing/store";
import type { Outputs } from "../api/root";
import { codeAt } from "./authenticator";

const clock = stoppedClock();
let store: FreshStore;
let deps: TestDeps;
let server: SignInServer;
let count = 0;
let ann: LocalPerson;
let laptop: DoorVisitor;

beforeAll(async () => {
  store = await freshStore();
  server = await startSignInServer();
  deps = testDeps({ db: store.db, now: clock.now, settings: { GATEHOUSE_URL: server.url } });
  server.serve(deps);
});
afterAll(async () => {
  await server.close();
  deps.dispose();
  await store.close();
});
beforeEach(async () => {
  clock.advance(16 * 60_000); // Windows of failed tries are over, and every code is a new one.
  count += 1;
  ann = await aLocalPerson(deps, `ann${count}`, "support");
  laptop = await arrive();
});

async function arrive(extra: Record<string, string> = {}): Promise<DoorVisitor> {
  const visitor = new DoorVisitor(server.url);
  await visitor.signIn(ann.email, PASSWORD, extra);
  return visitor;
}

/** What the sign-in page is told: the code of the refusal, or `in`. */
async function enter(code = "", password = PASSWORD): Promise<string> {
  const url = await new DoorVisitor(server.url).signIn(ann.email, password, { code });
  return new URL(url).searchParams.get("error") ?? "in";
}

const tell = (path: string, input: unknown, visitor = laptop) =>
  visitor.ask(path, { method: "POST", input });
const nextCode = (secret: string) => {
  clock.advance(30_000);
  return codeAt(secret, clock.now());
};

async function enrolled() {
  const begun = await tell("account.beginSecondFactor", { password: PASSWORD });
  const { secret } = begun.value as Outputs["account"]["beginSecondFactor"];
  const code = nextCode(secret);
  const answer = await tell("account.confirmSecondFactor", { code });
  const { recoveryCodes } = answer.value as Outputs["account"]["confirmSecondFactor"];
  return { secret, code, recoveryCodes };
}

const state = async () =>
  (await laptop.ask("account.secondFactor")).value as Outputs["account"]["secondFactor"];

describe("setting up a second factor", () => {
  it("counts for nothing before a first code proved it", async () => {
    await tell("account.beginSecondFactor", { password: PASSWORD });
    expect(await state()).toMatchObject({ on: false });
    expect(await enter()).toBe("in");
    const wrong = await tell("account.confirmSecondFactor", { code: "000000" });
    expect(wrong.refusal?.code).toBe("FACTOR.CODE_WRONG");
  });

  it("needs the password again, and ends the other sign-ins when it is on", async () => {
    const wrong = await tell("account.beginSecondFactor", { password: "wrong" });
    expect(wrong.refusal?.code).toBe("PEOPLE.WRONG_PASSWORD");
    const phone = await arrive();
    const { recoveryCodes } = await enrolled();
    expect(await state()).toEqual({ isLocal: true, on: true, recoveryCodesLeft: 10 });
    expect(recoveryCodes).toHaveLength(10);
    expect((await phone.ask("account.me")).status).toBe(401);
    const again = await tell("account.beginSecondFactor", { password: PASSWORD });
    expect(again.refusal?.code).toBe("FACTOR.ON");
  });

  it("is for local accounts", async () => {
    await deps.db.transaction((tx) => tx.password.delete({ where: { userId: ann.id } }));
    const { refusal } = await tell("account.beginSecondFactor", { password: PASSWORD });
    expect(refusal?.code).toBe("FACTOR.LOCAL_ONLY");
  });

  it("keeps the secret as a box and the recovery codes as hashes, and tells neither to the trail", async () => {
    const { secret, recoveryCodes } = await enrolled();
    const userId = ann.id;
    const row = await deps.db.read.totp.findUniqueOrThrow({ where: { userId } });
    expect(Buffer.from(row.secret).toString("latin1")).not.toContain(secret);
    const stored = JSON.stringify(await deps.db.read.recoveryCode.findMany({ where: { userId } }));
    const trail = JSON.stringify(
      await deps.db.read.auditEvent.findMany({ select: { after: true, before: true } }),
    );
    for (const shown of [secret, ...recoveryCodes]) {
      expect(stored).not.toContain(shown);
      expect(trail).not.toContain(shown);
    }
    expect(await auditTrail(deps)).toContain(`user.secondFactorEnabled ${ann.email}`);
  });
});

describe("signing in with a second factor", () => {
  it("asks for the code after the right password only", async () => {
    await enrolled();
    expect(await enter()).toBe("SIGNIN.CODE_NEEDED");
    expect(await enter("", "wrong")).toBe("SIGNIN.FAILED");
    expect(await enter("123456", "wrong")).toBe("SIGNIN.FAILED");
  });

  it("takes each code once, and none from before it", async () => {
    const { secret, code } = await enrolled();
    expect(await enter(code)).toBe("SIGNIN.CODE_WRONG");
    const first = nextCode(secret);
    const second = nextCode(secret);
    expect(await enter(second)).toBe("in");
    expect(await enter(second)).toBe("SIGNIN.CODE_WRONG");
    expect(await enter(first)).toBe("SIGNIN.CODE_WRONG");
    expect(
      await enter(`${nextCode(secret).slice(0, 3)} ${codeAt(secret, clock.now()).slice(3)}`),
    ).toBe("in");
  });

  it("admits one of two who come with the same code at once", async () => {
    const { secret } = await enrolled();
    const code = nextCode(secret);
    const answers = await Promise.all([enter(code), enter(code), enter(code)]);
    expect(answers.filter((answer) => answer === "in")).toHaveLength(1);
  });

  it("takes each recovery code once, and is audited", async () => {
    const { recoveryCodes } = await enrolled();
    const [code = ""] = recoveryCodes;
    expect(await enter(code.toUpperCase())).toBe("in");
    expect(await enter(code)).toBe("SIGNIN.CODE_WRONG");
    expect(await state()).toMatchObject({ recoveryCodesLeft: 9 });
    expect(await auditTrail(deps)).toContain(`user.recoveryCodeUsed ${ann.email}`);
  });

  it("stops guesses of the code like guesses of the password; asking for the code is none", async () => {
    const { secret } = await enrolled();
    for (let tries = 0; tries < 10; tries += 1) expect(await enter()).toBe("SIGNIN.CODE_NEEDED");
    for (let tries = 0; tries < 5; tries += 1) {
      expect(await enter("000000")).toBe("SIGNIN.CODE_WRONG");
      // Asking again in between takes back no failure.
      if (tries < 4) expect(await enter()).toBe("SIGNIN.CODE_NEEDED");
    }
    expect(await enter(nextCode(secret))).toBe("LIMIT.TRIES");
    expect(await enter()).toBe("LIMIT.TRIES");
  });
});

describe("ending a second factor", () => {
  it("needs password and code, and tries are counted", async () => {
    const { secret } = await enrolled();
    const end = (password: string, code: string) =>
      tell("account.endSecondFactor", { password, code });
    expect((await end("wrong", nextCode(secret))).refusal?.code).toBe("PEOPLE.WRONG_PASSWORD");
    expect((await end(PASSWORD, "000000")).refusal?.code).toBe("FACTOR.CODE_WRONG");
    expect((await end(PASSWORD, nextCode(secret))).status).toBe(200);
    expect(await state()).toEqual({ isLocal: true, on: false, recoveryCodesLeft: 0 });
    expect(await enter()).toBe("in");
  });

  it("of somebody who lost it is an admin's to do, and nobody else's", async () => {
    await enrolled();
    const input = { userId: ann.id };
    expect((await tell("account.resetSecondFactor", input)).refusal?.code).toBe("ACCESS.ROLE");
    const { email } = await aLocalPerson(deps, `admin${count}`, "admin");
    const admin = new DoorVisitor(server.url);
    await admin.signIn(email, PASSWORD);
    expect((await tell("account.resetSecondFactor", input, admin)).status).toBe(200);
    expect(await enter()).toBe("in");
    expect(await auditTrail(deps)).toContain(`user.secondFactorReset ${ann.email}`);
    const nobody = await tell("account.resetSecondFactor", { userId: "usr_nobody" }, admin);
    expect(nobody.refusal?.code).toBe("ACCESS.NOT_FOUND");
  });

  it("leaves new recovery codes possible before, and the old ones void", async () => {
    const { secret, recoveryCodes } = await enrolled();
    const proof = { password: PASSWORD, code: nextCode(secret) };
    const { value } = await tell("account.renewRecoveryCodes", proof);
    const fresh = (value as Outputs["account"]["renewRecoveryCodes"]).recoveryCodes;
    expect(await enter(recoveryCodes[0])).toBe("SIGNIN.CODE_WRONG");
    expect(await enter(fresh[0])).toBe("in");
  });
});
