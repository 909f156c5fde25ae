import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isRefusal } from "@/domain/refusal";
import { type TestDeps, testDeps } from "@/testing/deps";
import { aLocalPerson, auditTrail } from "@/testing/people";
import { type FreshStore, freshStore } from "@/testing/store";
import { readSignInSettings } from "../settings/read-sign-in-settings";
import { SIGN_IN_KEY } from "../settings/sign-in-value";
import { userList } from "../users/form";
import { listUsers } from "../users/list-users";
import { grantAdmin } from "./grant-admin";
import { hasAdmin } from "./has-admin";

let store: FreshStore;
let deps: TestDeps;
beforeEach(async () => {
  store = await freshStore();
  deps = testDeps({ db: store.db });
});
afterEach(async () => {
  deps.dispose();
  await store.close();
});

const grant = (email: string) => grantAdmin(deps, { email, origin: "npm run admin" });
const roleOfEve = async () =>
  (await listUsers(deps, userList.parse({ text: "eve" }))).rows.map(
    ({ role, status }) => `${role} ${status}`,
  );

async function saveMapping(roleMappings: object[]): Promise<void> {
  const value = { ...(await readSignInSettings(deps)), version: 1, roleMappings };
  const row = { key: SIGN_IN_KEY, value: JSON.parse(JSON.stringify(value)) };
  await store.db.transaction((tx) => tx.setting.create({ data: row }));
}

describe("granting admin on the server", () => {
  it("makes somebody admin when nobody is", async () => {
    await aLocalPerson(deps, "eve", "support");
    expect(await hasAdmin(deps)).toBe(false);
    expect(await grant(" Eve@corp.test")).toMatchObject({ group: "admin" });
    expect(await roleOfEve()).toEqual(["admin active"]);
    expect((await auditTrail(deps)).at(-1)).toBe("user.adminGranted eve@corp.test");
  });

  it("activates an inactive person, and may be repeated", async () => {
    const { email } = await aLocalPerson(deps, "eve", "admin");
    const data = { status: "inactive" };
    await store.db.transaction((tx) => tx.user.update({ where: { email }, data }));
    await grant(email);
    await grant(email);
    expect(await roleOfEve()).toEqual(["admin active"]);
  });

  it("follows the mapping of the place", async () => {
    await aLocalPerson(deps, "eve");
    await saveMapping([{ match: "prefix", group: "adm-", role: "admin" }]);
    expect((await grant("eve@corp.test")).group).toBe("adm-gatehouse");
    expect(await roleOfEve()).toEqual(["admin active"]);
  });

  it("gives a mapping that lets nobody administer its default lines back", async () => {
    await aLocalPerson(deps, "eve");
    await saveMapping([]);
    expect((await grant("eve@corp.test")).group).toBe("admin");
    expect(await roleOfEve()).toEqual(["admin active"]);
    expect(await auditTrail(deps)).toContain("settings.signInChanged sign-in");
  });

  it("refuses an address that nobody has", async () => {
    const failure: unknown = await grant("nobody@corp.test").catch((error: unknown) => error);
    expect(isRefusal(failure) && failure.code).toBe("ACCESS.NOT_FOUND");
  });
});

describe("npm run admin", () => {
  const run = (...words: string[]) => {
    const data = mkdtempSync("/tmp/gatehouse-admin-");
    const { PATH, HOME } = process.env;
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ["--import", "tsx", "scripts/admin.ts", ...words],
      {
        encoding: "utf8",
        env: {
          ...{ PATH, HOME, NODE_ENV: "production", GATEHOUSE_DATA: data },
          ...{ DATABASE_URL: store.url, DATABASE_MIGRATION_URL: store.rootUrl },
        },
      },
    );
    rmSync(data, { recursive: true, force: true });
    return { status, said: `${stdout}${stderr}` };
  };

  it("does it on the store of the gateway's settings", async () => {
    const { email } = await aLocalPerson(deps, "eve");
    const { status, said } = run("grant-admin", email);
    expect(said).toContain("is an admin by the group admin");
    expect(status).toBe(0);
    expect(await roleOfEve()).toEqual(["admin active"]);
  });

  it("says what is wrong in words", () => {
    expect(run("grant-admin", "nobody@corp.test")).toMatchObject({
      ...{ status: 1, said: expect.stringContaining("Nobody has the address") },
    });
    expect(run("grant")).toMatchObject({ status: 2 });
  });
});
