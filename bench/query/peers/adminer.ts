import { ensurePackages, PEER_PACKAGES } from "@/scripts/packages.mjs";
import { CookieJar } from "@/testing/cookie-jar";
import { freePort, type PostgresTarget } from "@/testing/postgres-target";
import { endPeer, type Peer, startPeer } from "./peer";
import { readRecords } from "./records";

const ANSWER_MS_MAX = 180_000;
const ADMINER = "/usr/share/adminer/adminer";
/**
 * What an operator with large tables sets: no ceiling on memory, blocks instead of a write for each
 * row, and the compiler.
 */
const PHP_SETTINGS = [
  "memory_limit=-1",
  "output_buffering=65536",
  "opcache.enable_cli=1",
  "opcache.jit=tracing",
  "opcache.jit_buffer_size=64M",
];

/** Adminer's best mode: its export of a table as CSV, which it writes row by row. */
export async function startAdminer(target: PostgresTarget): Promise<Peer> {
  if (!ensurePackages(PEER_PACKAGES)) {
    const names = PEER_PACKAGES.map(({ name }) => name).join(", ");
    throw new Error(`it needs the Debian packages ${names}`);
  }
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/index.php`;
  const settings = PHP_SETTINGS.flatMap((setting) => ["-d", setting]);
  const child = await startPeer({
    command: ["php", ...settings, "-S", `127.0.0.1:${port}`, "-t", ADMINER],
    folder: ADMINER,
    env: {},
    url,
  });
  const jar = new CookieJar();
  const server = `${target.host}:${target.port}`;
  const form = (fields: Readonly<Record<string, string>>) => ({
    method: "POST",
    signal: AbortSignal.timeout(ANSWER_MS_MAX),
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams(fields),
  });
  await jar.fetch(url);
  await jar.fetch(
    url,
    form({
      "auth[driver]": "pgsql",
      "auth[server]": server,
      "auth[username]": target.superuser,
      "auth[password]": target.password,
      "auth[db]": "postgres",
    }),
  );
  const where = `${url}?${new URLSearchParams({
    pgsql: server,
    username: target.superuser,
    db: "postgres",
    ns: "public",
  })}`;
  const page = await (await jar.fetch(`${where}&dump=`)).text();
  const token = /name="token" value="([^"]+)"/.exec(page)?.[1];
  if (token === undefined) {
    await endPeer(child);
    throw new Error("Adminer did not sign in");
  }
  return {
    name: "Adminer 4.8.1",
    pid: child.pid ?? 0,
    async readAll(table) {
      // The line of column names belongs to the table's structure, which is not asked for.
      const styles = { db_style: "", table_style: "", data_style: "INSERT" };
      const wanted = { output: "text", format: "csv", "data[]": table, token, ...styles };
      const { body } = await jar.fetch(`${where}&dump=`, form(wanted));
      if (body === null) throw new Error("Adminer gave no body");
      const { count, last } = await readRecords(body);
      return { rows: count, lastId: last.split(",", 1)[0] ?? "" };
    },
    stop: () => endPeer(child),
  };
}
