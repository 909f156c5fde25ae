import { describe, expect, it } from "vitest";
import { DEFAULT_LIMITS } from "@/domain/connections/connection";
import {
  type ConnectionDraft,
  changeableOf,
  draftOf,
  emptyDraft,
  objectionsTo,
  objectionToTag,
  type StoredConnection,
  withKind,
} from "./connection-draft";

const stored: StoredConnection = {
  ...{
    kind: "postgres",
    name: "prod-db",
    description: "Orders",
    accessGroups: ["support"],
    modes: ["web"],
  },
  ...{ readOnly: true, previewAllowed: true, limits: DEFAULT_LIMITS, version: 3 },
  tags: { env: "production", critical: "" },
  manage: {
    agentId: "agt_1",
    settings: {
      ...{ host: "db.internal", port: 5432, database: "shop", username: "gate" },
      ...{ tls: "require", tlsAuthority: "" },
    },
  },
};
const typed: ConnectionDraft = {
  ...emptyDraft("agt_1"),
  ...{ name: "prod-db", host: "db.internal", database: "shop", username: "gate" },
};
const wrongFields = (draft: ConnectionDraft, from: StoredConnection | null = null) =>
  Object.keys(objectionsTo(draft, from)).sort();

describe("the form of a connection", () => {
  it("sends back unchanged what it was filled with", () => {
    const { kind: _kind, name: _name, version: _version, manage, ...rest } = stored;
    expect(changeableOf(draftOf(stored))).toEqual({ ...rest, ...manage });
  });

  it("proposes the port of another kind, and keeps one that somebody typed", () => {
    expect(withKind(typed, "mysql")).toMatchObject({ kind: "mysql", port: "3306" });
    expect(withKind({ ...typed, port: "6000" }, "mysql")).toMatchObject({ port: "6000" });
    const previewing = { ...typed, previewAllowed: true };
    expect(withKind(previewing, "mysql")).toMatchObject({ previewAllowed: false });
  });

  it("never holds the stored password", () => expect(draftOf(stored).password).toBe(""));

  it("opens to nobody and asks for checked TLS until somebody says otherwise", () => {
    const { accessGroups, tls } = emptyDraft("agt_1");
    expect({ accessGroups, tls }).toEqual({ accessGroups: [], tls: "verify-full" });
  });

  it("has nothing against a complete new connection", () => expect(wrongFields(typed)).toEqual([]));

  it("names each field that is missing", () =>
    expect(wrongFields(emptyDraft(""))).toEqual([
      "agentId",
      "database",
      "host",
      "name",
      "username",
    ]));

  it("names each number that is none", () => {
    const draft = { ...typed, port: "70000", rows: "1.5", megabytes: "0", seconds: "" };
    expect(wrongFields(draft)).toEqual(["megabytes", "port", "rows", "seconds"]);
  });

  describe("given a stored password and nothing typed", () => {
    const draft = draftOf(stored);
    it("keeps it for the same place", () => expect(wrongFields(draft, stored)).toEqual([]));
    it("asks for it again for another host", () =>
      expect(wrongFields({ ...draft, host: "evil.test" }, stored)).toEqual(["password"]));
    it("asks for it again when TLS is turned off", () =>
      expect(wrongFields({ ...draft, tls: "disable" }, stored)).toEqual(["password"]));
  });

  it("takes tags with and without a value, and no others", () => {
    expect(["env=production", "critical", "Env=x", "=x", ""].map(objectionToTag)).toEqual([
      null,
      null,
      expect.any(String),
      expect.any(String),
      expect.any(String),
    ]);
  });
});
