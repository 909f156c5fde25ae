import { afterAll, beforeAll, expect, it } from "vitest";
import { type TestDeps, testDeps } from "@/testing/deps";
import { auditTrail } from "@/testing/people";
import { type FreshStore, freshStore } from "@/testing/store";
import { signInWithProvider } from "./sign-in-with-provider";

let store: FreshStore;
let deps: TestDeps;
beforeAll(async () => {
  store = await freshStore();
  const provider = { OIDC_ISSUER: "https://idp.test", OIDC_CLIENT_ID: "x" };
  deps = testDeps({ db: store.db, settings: { ...provider, OIDC_CLIENT_SECRET: "x" } });
});
afterAll(async () => {
  deps.dispose();
  await store.close();
});

it("a sign-in that another provider or nobody vouches for is refused and audited", async () => {
  const origin = { address: "10.0.0.9", userAgent: "" };
  const rest = { accessToken: null, refreshToken: null, expiresInSeconds: undefined, origin };
  const foreign = { iss: "https://elsewhere.test", sub: "mallory" };
  for (const claims of [foreign, { sub: "no issuer" }]) {
    await expect(signInWithProvider(deps, { claims, ...rest })).rejects.toThrow();
  }
  expect(await auditTrail(deps)).toEqual([
    "signIn.refused mallory",
    "signIn.refused unknown person",
  ]);
});
