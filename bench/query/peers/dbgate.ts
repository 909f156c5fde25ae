import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { freePort, type PostgresTarget } from "@/testing/postgres-target";
import { countLines, endPeer, installPackage, type Peer, postJson, startPeer } from "./peer";

const SPEC = "dbgate-serve@7.2.2";
/** A dependency of this name stands in its manifest and in no registry; Node's own module is meant. */
const OVERRIDES = { http: "npm:inherits@2.0.4" };
const DONE_MS_MAX = 180_000;

/** DbGate's best mode: the query session writes rows to a file, the client streams that file. */
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
  const events = await Events.open(`${url}/stream?strmid=bench`, headers);
  const { sesid } = await postJson<{ sesid: string }>(
    `${url}/sessions/create`,
    { conid: "bench", database: "postgres" },
    headers,
  );
  return {
    name: "DbGate 7.2.2",
    pid: child.pid ?? 0,
    async readAll(table) {
      const recordset = events.next(`session-recordset-${sesid}`);
      const done = events.next(`session-done-${sesid}`);
      const ask = { sesid, sql: `SELECT * FROM ${table}`, autoCommit: true };
      await postJson(`${url}/sessions/execute-query`, ask, headers);
      const { jslid } = await recordset;
      await done;
      const rows = `${url}/jsldata/stream-rows?jslid=${encodeURIComponent(String(jslid))}`;
      // The first line describes the columns.
      return (await countLines(await fetch(rows, { headers }))) - 1;
    },
    async stop() {
      events.close();
      await endPeer(child);
    },
  };
}

type EventData = Readonly<Record<string, unknown>>;

/** The server-sent events that tell when a session has rows and when it is done. */
class Events {
  readonly #abort: AbortController;
  readonly #waiting = new Map<string, (data: EventData) => void>();

  private constructor(abort: AbortController) {
    this.#abort = abort;
  }

  static async open(url: string, headers: Readonly<Record<string, string>>): Promise<Events> {
    const abort = new AbortController();
    const events = new Events(abort);
    const answer = await fetch(url, { headers, signal: abort.signal });
    void events.#read(answer);
    return events;
  }

  next(name: string): Promise<EventData> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`DbGate: no ${name}`)), DONE_MS_MAX);
      this.#waiting.set(name, (data) => {
        clearTimeout(timer);
        resolve(data);
      });
    });
  }

  close(): void {
    this.#abort.abort();
  }

  async #read(answer: Response): Promise<void> {
    const decoder = new TextDecoder();
    let text = "";
    try {
      for await (const chunk of answer.body ?? []) {
        text += decoder.decode(chunk as Uint8Array, { stream: true });
        const parts = text.split("\n\n");
        text = parts.pop() ?? "";
        for (const part of parts) this.#tell(part);
      }
    } catch (error) {
      if (!this.#abort.signal.aborted) throw error;
    }
  }

  #tell(event: string): void {
    const name = /^event: (.*)$/m.exec(event)?.[1] ?? "";
    const told = this.#waiting.get(name);
    if (told === undefined) return;
    this.#waiting.delete(name);
    told(JSON.parse(/^data: (.*)$/m.exec(event)?.[1] ?? "null") ?? {});
  }
}
