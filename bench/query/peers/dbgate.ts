import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { freePort, type PostgresTarget } from "@/testing/postgres-target";
import { endPeer, installPackage, type Peer, postJson, startPeer } from "./peer";
import { readRecords } from "./records";

const SPEC = "dbgate-serve@7.2.2";
/** A dependency of this name stands in its manifest and in no registry; Node's own module is meant. */
const OVERRIDES = { http: "npm:inherits@2.0.4" };
const EXPORT_MS_MAX = 180_000;
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
    stop: server.stop,
  };
}

/** Its export job: a process of its own writes lines of JSON into a file, which is then fetched. */
export async function startDbgateExport(target: PostgresTarget): Promise<Peer> {
  const server = await startServer(target);
  return {
    name: "DbGate 7.2.2's export",
    pid: server.pid,
    async readAll(table) {
      const file = await server.post<ExportFile>("files/generate-uploads-file", {
        extension: "jsonl",
      });
      await runJob(server, exportJob(table, file.filePath));
      const { body } = await server.get(`uploads/get?file=${file.fileName}`);
      if (body === null) throw new Error("DbGate gave no file");
      const { count, last } = await readRecords(body, "json-lines");
      rmSync(file.filePath);
      const { id }: { id?: unknown } = JSON.parse(last);
      return { rows: count, lastId: String(id) };
    },
    stop: server.stop,
  };
}

interface ExportFile {
  readonly fileName: string;
  readonly filePath: string;
}

interface Server {
  readonly pid: number;
  post<T>(where: string, body: unknown): Promise<T>;
  get(where: string): Promise<Response>;
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
    get: (where) =>
      fetch(`${url}/${where}`, { headers, signal: AbortSignal.timeout(EXPORT_MS_MAX) }),
    async stop() {
      await endPeer(child);
      rmSync(workspace, { recursive: true, force: true });
    },
  };
}

/** What its export page sends: read the query, write the file, copy one into the other. */
function exportJob(table: string, fileName: string) {
  const connection = { _id: CONNECTION.conid, database: CONNECTION.database };
  const assign = (variableName: string, functionName: string, props: object) => {
    return { type: "assign", variableName, functionName, props };
  };
  return {
    type: "json",
    packageNames: ["dbgate-plugin-postgres"],
    commands: [
      assign("rows", "queryReader", { connection, query: `SELECT * FROM ${table}` }),
      assign("file", "jsonLinesWriter", { fileName, header: false }),
      { type: "copyStream", sourceVar: "rows", targetVar: "file" },
    ],
  };
}

/** Starts a job and waits for its end, which only the stream of events tells. */
async function runJob(server: Server, script: object): Promise<void> {
  const events = await server.get("stream?strmid=bench");
  const { runid } = await server.post<{ runid: string }>("runners/start", { script });
  let heard = "";
  for await (const chunk of events.body ?? []) {
    heard += Buffer.from(chunk).toString("utf8");
    if (heard.includes(`event: runner-done-${runid}\n`)) return;
  }
  throw new Error("DbGate's stream of events ended before its job");
}
