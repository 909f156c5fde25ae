import { existsSync } from "node:fs";
import { CookieJar } from "@/testing/cookie-jar";
import { freePort, type PostgresTarget } from "@/testing/postgres-target";
import { countLines, endPeer, type Peer, startPeer } from "./peer";

const ANSWER_MS_MAX = 180_000;
const ADMINER = "/usr/share/adminer/adminer";

/** Adminer's best mode: its export of a table as CSV, which it streams row by row. */
export async function startAdminer(target: PostgresTarget): Promise<Peer> {
  if (!existsSync(ADMINER) || !existsSync("/usr/bin/php")) {
    throw new Error("Debian's adminer and php-pgsql are not installed");
  }
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/index.php`;
  const child = await startPeer({
    command: ["php", "-d", "memory_limit=4G", "-S", `127.0.0.1:${port}`, "-t", ADMINER],
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
  if (token === undefined) throw new Error("Adminer did not sign in");
  return {
    name: "Adminer 4.8.1",
    pid: child.pid ?? 0,
    async readAll(table) {
      const styles = { db_style: "", table_style: "", data_style: "INSERT" };
      const wanted = { output: "text", format: "csv", "data[]": table, token, ...styles };
      const answer = await jar.fetch(`${where}&dump=`, form(wanted));
      // The first line names the columns.
      return (await countLines(answer)) - 1;
    },
    stop: () => endPeer(child),
  };
}
