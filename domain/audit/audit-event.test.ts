import { describe, expect, it } from "vitest";
import { isAuditEventName, secretFieldOf } from "./audit-event";

describe("an audit event", () => {
  it.each(["connection.created", "signIn.ended"])("may be named %s", (name) =>
    expect(isAuditEventName(name)).toBe(true),
  );
  it.each(["created", "Connection.created", "a.b.c", "drop table.x", `a.${"b".repeat(60)}`])(
    "may not be named %s",
    (name) => expect(isAuditEventName(name)).toBe(false),
  );

  it.each([
    { password: "x" },
    { settings: { apiKey: "x" } },
    { list: [{ refresh_token: "x" }] },
    { clientSecrets: ["x"] },
  ])("is refused with the secret in %j", (side) => expect(secretFieldOf(side)).not.toBeNull());

  it("may say that there is a secret", () => expect(secretFieldOf({ hasSecret: true })).toBeNull());
  it("may hold words that only contain such a name", () =>
    expect(secretFieldOf({ keyboard: "x", tokens: false, monkeyCount: 2 })).toBeNull());
});
