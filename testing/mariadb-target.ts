import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import mysql from "mysql2/promise";
import { freePort } from "./postgres-target";

/** A real MariaDB in a folder of its own on a free port, for as long as a test needs it. */
export interface MariadbTarget {
  readonly host: string;
  readonly port: number;
  readonly superuser: string;
  readonly password: string;
  stop(): Promise<void>;
}

const SERVER = "/usr/sbin/mariadbd";
const INSTALL = "/usr/bin/mariadb-install-db";
const SUPERUSER = "gatehouse_test";
const PASSWORD = "target-password";
const START_MS_MAX = 60_000;
const running = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

/** Debian's mariadb-server, with data of its own. */
export async function startMariadbTarget(): Promise<MariadbTarget> {
  const folder = mkdtempSync("/tmp/gatehouse-maria-");
  const owner = ownerOfServer();
  if (owner !== null) chownSync(folder, owner.uid, owner.gid);
  chmodSync(folder, 0o711);
  const data = path.join(folder, "data");
  const as = { ...(owner ?? {}), env: { NODE_ENV: "test" as const, PATH: process.env["PATH"] } };
  const bare = ["--no-defaults", `--datadir=${data}`];
  const install = [...bare, "--auth-root-authentication-method=normal", "--skip-test-db"];
  execFileSync(INSTALL, install, { ...as, stdio: "pipe" });
  const first = path.join(folder, "first.sql");
  writeFileSync(
    first,
    `CREATE USER ${SUPERUSER}@'127.0.0.1' IDENTIFIED BY '${PASSWORD}';\nGRANT ALL ON *.* TO ${SUPERUSER}@'127.0.0.1' WITH GRANT OPTION;\n`,
  );
  const port = await freePort();
  const settings = [
    ...[`--port=${port}`, "--bind-address=127.0.0.1", `--socket=${path.join(folder, "s")}`],
    ...[`--pid-file=${path.join(folder, "pid")}`, `--init-file=${first}`, "--skip-name-resolve"],
    ...["--innodb-flush-log-at-trx-commit=0", "--innodb-buffer-pool-size=32M", "--sync-frm=0"],
    ...["--secure-file-priv=", "--local-infile=0", "--skip-log-bin"],
  ];
  const child = spawn(SERVER, [...bare, ...settings], { ...as, stdio: "ignore" });
  running.add(child);
  const target = { host: "127.0.0.1", port, superuser: SUPERUSER, password: PASSWORD };
  await untilAnswers(child, target);
  return {
    ...target,
    async stop() {
      await end(child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** MariaDB refuses to run as root: then it runs as Debian's `mysql`, or as nobody. */
function ownerOfServer(): Owner | null {
  if (process.getuid?.() !== 0) return null;
  const number = (flag: string) => Number(execFileSync("id", [flag, "mysql"], { stdio: "pipe" }));
  try {
    return { uid: number("-u"), gid: number("-g") };
  } catch {
    return { uid: 65_534, gid: 65_534 }; // No such user on this machine.
  }
}

async function untilAnswers(
  child: ChildProcess,
  { host, port, superuser, password }: Omit<MariadbTarget, "stop">,
): Promise<void> {
  for (const until = Date.now() + START_MS_MAX; ; await wait(100)) {
    try {
      const client = await mysql.createConnection({ host, port, user: superuser, password });
      return await client.end();
    } catch (error) {
      const isGone = child.exitCode !== null || Date.now() > until;
      if (isGone) throw new Error("MariaDB did not start.", { cause: error });
    }
  }
}

async function end(child: ChildProcess): Promise<void> {
  running.delete(child);
  if (child.exitCode !== null) return;
  await new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    child.kill("SIGKILL"); // Its data go with it.
  });
}
