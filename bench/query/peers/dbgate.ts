import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { freePort, type PostgresTarget } from "@/testing/postgres-target";
import { installPackage } from "../../install-package";
import { endPeer, type Peer, postJson, startPeer } from "./peer";

const SPEC = "dbgate-serve@7.2.2";
/** A dependency of this name stands in its manifest and in no registry; Node's own module is meant. */
const OVERRIDES = { http: "npm:inherits@2.0.4" };
const CONNECTION = { conid: "bench", database: "postgres" };

/** The query its grid asks, one answer of JSON: the quickest way while the answer fits into one string. */
export async function startDbgate(target: PostgresTarget): Promise<Peer> {
  const server = await startServer(target);
  return {
    name: "DbGate 7.2.2",
    pid: server.pid,
    async readAll(table) {
      const ask = { ...CONNECTION, sql: `SELECT * FROM ${table}` };
      const where = "database-connections/query-data";
      const { rows = [] } = await server.post<{ rows?: { id: unknown }[] }>(where, ask);
      return { rows: rows.length, lastId: String(rows.at(-1)?.id) };
    },
    stop: () => server.stop(),
  };
}

interface Server {
  readonly pid: number;
  post<T>(where: string, body: unknown): Promise<T>;
  stop(): Promise<void>;
}

async function startServer(target: PostgresTarget): Promise<Server> {
  const folder = installPackage(SPEC, OVERRIDES);
  const workspace = mkdtempSync(path.join(tmpdir(), "gatehouse-dbgate-"));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = await startPeer({
    command: [process.execPath, "node_modules/dbgate-serve/bin/dbgate-serve.js"],
    folder,
    env: {
      PORT: String(port),
      WORKSPACE_DIR: workspace,
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
    pid: child.pid ?? 0,
    post: (where, body) => postJson(`${url}/${where}`, body, headers),
    async stop() {
      await endPeer(child);
      rmSync(workspace, { recursive: true, force: true });
    },
  };
}
