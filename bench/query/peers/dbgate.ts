import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { freePort, type PostgresTarget } from "@/testing/postgres-target";
import { endPeer, installPackage, type Peer, postJson, startPeer } from "./peer";

const SPEC = "dbgate-serve@7.2.2";
/** A dependency of this name stands in its manifest and in no registry; Node's own module is meant. */
const OVERRIDES = { http: "npm:inherits@2.0.4" };

/** DbGate's best mode: the query its grid asks, one answer; its query sessions write rows slower. */
export async function startDbgate(target: PostgresTarget): Promise<Peer> {
  const folder = installPackage(SPEC, OVERRIDES);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = await startPeer({
    command: [process.execPath, "node_modules/dbgate-serve/bin/dbgate-serve.js"],
    folder,
    env: {
      PORT: String(port),
      WORKSPACE_DIR: mkdtempSync(path.join(tmpdir(), "gatehouse-dbgate-")),
      CONNECTIONS: "bench",
      ENGINE_bench: "postgres@dbgate-plugin-postgres",
      SERVER_bench: target.host,
      PORT_bench: String(target.port),
      USER_bench: target.superuser,
      PASSWORD_bench: target.password,
      DATABASE_bench: "postgres",
    },
    url,
  });
  const login = await postJson<{ accessToken: string }>(`${url}/auth/login`, { amoid: "none" });
  const headers = { authorization: `Bearer ${login.accessToken}` };
  return {
    name: "DbGate 7.2.2",
    pid: child.pid ?? 0,
    async readAll(table) {
      const ask = { conid: "bench", database: "postgres", sql: `SELECT * FROM ${table}` };
      const where = `${url}/database-connections/query-data`;
      const { rows = [] } = await postJson<{ rows?: { id: unknown }[] }>(where, ask, headers);
      return { rows: rows.length, lastId: String(rows.at(-1)?.id) };
    },
    stop: () => endPeer(child),
  };
}
