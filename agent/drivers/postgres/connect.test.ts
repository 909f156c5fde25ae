import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { DatabaseSettings } from "@/domain/connections/database-settings";
import { isRefusal } from "@/domain/refusal";
import { loadStatementParser } from "@/domain/statements/engine";
import { makeCertificate } from "@/testing/certificate";
import { freePort, type PostgresTarget, startPostgresTarget } from "@/testing/postgres-target";
import { runOnce } from "../contract";
import { connect } from "./connect";
import { makePostgresDriver } from "./driver";
import { terminateMessage } from "./messages";

const NEVER = new AbortController().signal;
const driver = makePostgresDriver(await loadStatementParser());

function settingsOf(target: PostgresTarget, change: Partial<DatabaseSettings> = {}) {
  return {
    ...{ host: "localhost", port: target.port, database: "postgres" },
    ...{ username: target.superuser, tls: "disable" as const, tlsAuthority: "" },
    ...change,
  };
}

async function outcome(settings: DatabaseSettings, password: string): Promise<string> {
  try {
    const link = await connect({ settings, password: () => password }, NEVER);
    link.socket.end(terminateMessage());
    return link.tls === false ? "clear" : "tls";
  } catch (error) {
    if (!isRefusal(error)) throw error;
    expect(`${error.message}${error.stack}${JSON.stringify(error.facts)}`).not.toContain("canary");
    return error.code;
  }
}

describe("connecting to a target with TLS", () => {
  let target: PostgresTarget;
  beforeAll(async () => {
    target = await startPostgresTarget({ tlsOnly: true, password: "canary-password" });
  });
  afterAll(() => target.stop());
  const said = (change: Partial<DatabaseSettings>) =>
    outcome(settingsOf(target, change), target.password);

  it("is encrypted and verified when the authority signed for this name", async () =>
    expect(await said({ tls: "verify-full", tlsAuthority: target.tlsAuthority })).toBe("tls"));
  it("is encrypted with “require”, whoever signed", async () =>
    expect(await said({ tls: "require" })).toBe("tls"));
  it("is refused when another authority is trusted", async () => {
    const { authority } = makeCertificate("localhost");
    expect(await said({ tls: "verify-full", tlsAuthority: authority })).toBe("TARGET.TLS");
    expect(await said({ tls: "verify-full" })).toBe("TARGET.TLS");
    expect(await said({ tls: "verify-full", tlsAuthority: "no PEM" })).toBe("TARGET.TLS");
  });
  it("is refused when the certificate is for another name", async () => {
    const change = { tls: "verify-full", tlsAuthority: target.tlsAuthority } as const;
    expect(await said({ ...change, host: "127.0.0.1" })).toBe("TARGET.TLS");
  });
  it("does not fall back to clear text, and the target's rules refuse clear text", async () =>
    expect(await said({ tls: "disable" })).toBe("TARGET.SIGNIN"));
  it("cancels over TLS too", async () => {
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 300);
    const change = { tls: "verify-full", tlsAuthority: target.tlsAuthority } as const;
    const startedMs = performance.now();
    const { end } = await runOnce({
      driver,
      target: {
        ...{ settings: settingsOf(target, change), password: () => target.password },
        ...{ readOnly: false, durationSecondsMax: 30, protects: [] },
      },
      statement: "SELECT pg_sleep(20)",
      signal: abort.signal,
    });
    expect(end).toBe("SESSION.CANCELLED");
    expect(performance.now() - startedMs).toBeLessThan(3_000);
  });
});

describe("connecting to a target without TLS", () => {
  let target: PostgresTarget;
  beforeAll(async () => {
    target = await startPostgresTarget({ password: "canary-password" });
  });
  afterAll(() => target.stop());
  const said = (change: Partial<DatabaseSettings>, password = target.password) =>
    outcome(settingsOf(target, change), password);

  it("works with the right password", async () => expect(await said({})).toBe("clear"));
  it("works over a socket in a folder", async () =>
    expect(await said({ host: target.socketDir })).toBe("clear"));
  it("does not fall back to clear text when TLS is asked for", async () => {
    expect(await said({ tls: "require" })).toBe("TARGET.TLS");
    expect(await said({ host: target.socketDir, tls: "require" })).toBe("TARGET.TLS");
  });
  it("tells a wrong password, user, database, port, host and folder apart", async () => {
    expect(await said({}, "canary-wrong")).toBe("TARGET.SIGNIN");
    expect(await said({ username: "nobody-here" })).toBe("TARGET.SIGNIN");
    expect(await said({ database: "no-such-database" })).toBe("TARGET.DATABASE_UNKNOWN");
    expect(await said({ port: await freePort() })).toBe("TARGET.UNREACHABLE");
    expect(await said({ host: "no-such-host.invalid" })).toBe("TARGET.UNREACHABLE");
    expect(await said({ host: "/tmp/no-such-folder" })).toBe("TARGET.UNREACHABLE");
  });
  it("takes no setting from the environment", async () => {
    process.env["PGOPTIONS"] = "-c search_path=somewhere";
    process.env["PGPASSWORD"] = target.password;
    try {
      expect(await said({}, "")).toBe("TARGET.SIGNIN");
    } finally {
      delete process.env["PGOPTIONS"];
      delete process.env["PGPASSWORD"];
    }
  });
  it("takes the socket over whole: nothing of the library hears it any more", async () => {
    const credential = { settings: settingsOf(target), password: () => target.password };
    const link = await connect(credential, NEVER);
    expect(link.socket.listenerCount("data")).toBe(0);
    expect(link.socket.isPaused()).toBe(true);
    expect(link.processId).toBeGreaterThan(0);
    expect(link.secretKey).not.toBe(0);
    expect(link.serverVersion).toMatch(/^15\./);
    link.socket.destroy();
  });
  it("says that the target stopped, when it stops in the middle", async () => {
    const own = await startPostgresTarget();
    const target = {
      ...{ settings: settingsOf(own), password: () => own.password },
      ...{ readOnly: false, durationSecondsMax: 30, protects: [] },
    };
    setTimeout(() => void own.kill(), 400);
    const { end } = await runOnce({ driver, target, statement: "SELECT pg_sleep(20)" });
    expect(end).toBe("TARGET.LOST");
    await own.stop();
  });
});

it("signs in with MD5 where a target still uses it", async () => {
  const target = await startPostgresTarget({ auth: "md5" });
  expect(await outcome(settingsOf(target), target.password)).toBe("clear");
  await target.stop();
});
