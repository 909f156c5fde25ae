import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { CookieJar } from "@/testing/cookie-jar";
import { freePort, type PostgresTarget } from "@/testing/postgres-target";
import { installPackage } from "../../install-package";
import { endPeer, type Peer, startPeer } from "./peer";

const SPEC = "sqlpad@3.1.0";
/** Its own, older client never finishes connecting on Node 14 and later. */
const OVERRIDES = { pg: "8.23.1", "pg-cursor": "2.22.0" };
const ANSWER_MS_MAX = 180_000;
const ACCOUNT = { email: "bench@example.test", password: "bench-password" };

/** SQLPad's best mode: no CSV and XLSX files beside the answer, no ceiling on rows. */
export async function startSqlpad(target: PostgresTarget): Promise<Peer> {
  const folder = installPackage(SPEC, OVERRIDES);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = await startPeer({
    command: [process.execPath, "--max-old-space-size=8192", "node_modules/sqlpad/server.js"],
    folder,
    env: {
      SQLPAD_IP: "127.0.0.1",
      SQLPAD_PORT: String(port),
      SQLPAD_DB_PATH: mkdtempSync(path.join(tmpdir(), "gatehouse-sqlpad-")),
      SQLPAD_ADMIN: ACCOUNT.email,
      SQLPAD_ALLOW_CSV_DOWNLOAD: "false",
      SQLPAD_QUERY_RESULT_MAX_ROWS: "2000000",
    },
    url: `${url}/api/app`,
  });
  const jar = new CookieJar();
  const post = async (where: string, body: unknown) => {
    const answer = await jar.fetch(`${url}${where}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(ANSWER_MS_MAX),
    });
    if (!answer.ok) throw new Error(`SQLPad ${where}: ${answer.status}`);
    return answer;
  };
  await post("/api/signup", { ...ACCOUNT, passwordConfirmation: ACCOUNT.password });
  const made = await post("/api/connections", {
    name: "bench",
    driver: "postgres",
    host: target.host,
    port: String(target.port),
    database: "postgres",
    username: target.superuser,
    password: target.password,
  });
  const { connection }: { connection: { _id: string } } = await made.json();
  return {
    name: "SQLPad 3.1.0",
    pid: child.pid ?? 0,
    async readAll(table) {
      const answer = await post("/api/query-result", {
        connectionId: connection._id,
        cacheKey: `bench-${table}`,
        queryName: table,
        queryText: `SELECT * FROM ${table}`,
      });
      const said: { error?: string; queryResult?: { rows: { id: unknown }[] } } =
        await answer.json();
      if (said.queryResult === undefined) throw new Error(`SQLPad: ${said.error}`);
      const { rows } = said.queryResult;
      return { rows: rows.length, lastId: String(rows.at(-1)?.id) };
    },
    stop: () => endPeer(child),
  };
}
