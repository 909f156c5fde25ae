import { describe, expect, it } from "vitest";
import { NAME_PATTERN } from "./connection";
import { type Destination, sameDestination } from "./same-destination";

const saved: Destination = {
  agentId: "agt_1",
  settings: {
    ...{ host: "db", port: 5432, database: "shop", username: "app" },
    ...{ tls: "verify-full", tlsAuthority: "PEM" },
  },
};
const with_ = (change: Partial<Destination["settings"]>): Destination => ({
  ...saved,
  settings: { ...saved.settings, ...change },
});

describe("a stored password", () => {
  it("is used where it was saved for, whatever the database", () =>
    expect(sameDestination(saved, with_({ database: "other" }))).toBe(true));
  it.each([
    ["host", with_({ host: "evil" })],
    ["port", with_({ port: 5433 })],
    ["user", with_({ username: "root" })],
    ["TLS mode", with_({ tls: "require" })],
    ["authority", with_({ tlsAuthority: "OTHER" })],
    ["agent", { ...saved, agentId: "agt_2" }],
  ])("is never sent to another %s", (_what, given) =>
    expect(sameDestination(saved, given)).toBe(false),
  );
});

describe("a connection's name", () => {
  it.each(["abc", "prod-db", "a.b_c-9", "a".repeat(64)])("may be %s", (name) =>
    expect(NAME_PATTERN.test(name)).toBe(true),
  );
  it.each(["", "ab", "Prod", "-abc", "abc-", "a b c", "a/b", "a".repeat(65), "abc\n"])(
    "may not be %j",
    (name) => expect(NAME_PATTERN.test(name)).toBe(false),
  );
});
