import { afterEach, describe, expect, it, vi } from "vitest";
import type { ConnectionId } from "@/domain/connections/connection";
import type { ConnectionForSession } from "./connection-record";
import { KnownConnections } from "./known-connections";

const shop: ConnectionForSession = {
  ...{ id: "con_1" as ConnectionId, name: "shop", kind: "postgres", readOnly: false, version: 1 },
  ...{ previewAllowed: false },
  ...{ accessGroups: ["support"], modes: ["web"], agentId: "agt_1", secret: new Uint8Array() },
  limits: { rowsMax: 1, bytesMax: 1, durationSecondsMax: 1 },
  tags: {},
  settings: {
    ...{ host: "db", port: 5432, database: "shop", username: "app" },
    ...{ tls: "disable", tlsAuthority: "" },
  },
};

function asked(answer: ConnectionForSession | null = shop) {
  const known = new KnownConnections();
  const read = vi.fn(async () => answer);
  return { known, read, find: () => known.find("shop", read) };
}

afterEach(() => void vi.useRealTimers());

describe("a connection that a command asked for", () => {
  it("is not asked for again within the second", async () => {
    const { read, find } = asked();
    expect(await find()).toEqual(await find());
    expect(read).toHaveBeenCalledTimes(1);
  });
  it("is asked for again after a second: a change made elsewhere is seen", async () => {
    vi.useFakeTimers({ toFake: ["performance"] });
    const { read, find } = asked();
    await find();
    vi.advanceTimersByTime(1_000);
    await find();
    expect(read).toHaveBeenCalledTimes(2);
  });
  it("is asked for again once it was changed here", async () => {
    const { known, read, find } = asked();
    await find();
    known.forget("shop");
    await find();
    expect(read).toHaveBeenCalledTimes(2);
  });
  it("is looked for each time while there is none: a new one is there at once", async () => {
    const { read, find } = asked(null);
    await find();
    await find();
    expect(read).toHaveBeenCalledTimes(2);
  });
});
