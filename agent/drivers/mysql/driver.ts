import { Refusal } from "@/domain/refusal";
import type { StatementParser } from "@/domain/statements/facts";
import type { Driver, DriverSession, Target } from "../driver";
import { ask } from "./ask";
import { connect, type MysqlLink } from "./connect";
import { quitPacket } from "./packets";
import { MysqlSession } from "./session";

/** The server's own deadline lies behind ours, so that ours is the one that people read. */
const SERVER_GRACE_SECONDS = 2;

/** Each session has a connection of its own, which ends with it: nothing of it is another's. */
export function makeMysqlDriver(parser: StatementParser): Driver {
  return {
    kind: "mysql",
    async open(target, signal): Promise<DriverSession> {
      const link = await signIn(target, signal);
      const { readOnly, protects } = target;
      return new MysqlSession({ link, readOnly, protects, parser });
    },
    async test(target, signal) {
      const link = await signIn(target, signal);
      link.socket.end(quitPacket());
      return { serverVersion: link.serverVersion, tls: link.tls };
    },
    close: () => Promise.resolve(), // It keeps nothing warm.
  };
}

async function signIn(target: Target, signal: AbortSignal): Promise<MysqlLink> {
  const password = target.password();
  const credential = { settings: target.settings, password: () => password };
  const link = await connect(credential, signal);
  if (await takesSettings(link, target)) return link;
  link.socket.destroy();
  throw new Refusal("TARGET.UNREACHABLE", "The target did not accept the settings of a session.");
}

/** In these modes a server reads other texts, names, operators or conditions than our reader does. */
const OTHER_READINGS = new Set([
  ...["ANSI_QUOTES", "NO_BACKSLASH_ESCAPES", "PIPES_AS_CONCAT", "HIGH_NOT_PRECEDENCE"],
  ...["IGNORE_SPACE", "ANSI", "DB2", "MAXDB", "MSSQL", "ORACLE", "POSTGRESQL"],
  ...["MYSQL323", "MYSQL40"],
]);

async function takesSettings(link: MysqlLink, { durationSecondsMax }: Target): Promise<boolean> {
  const found = await ask(link, "SELECT @@SESSION.sql_mode");
  const modes = found?.rows[0]?.[0]?.split(",") ?? null;
  if (modes === null) return false;
  const kept = modes.filter((mode) => /^[A-Z0-9_]+$/.test(mode) && !OTHER_READINGS.has(mode));
  const seconds = durationSecondsMax + SERVER_GRACE_SECONDS;
  const deadline = link.serverVersion.includes("MariaDB")
    ? `max_statement_time = ${seconds}`
    : `max_execution_time = ${seconds * 1000}`;
  const settings = `SET SESSION sql_mode = '${kept.join(",")}', autocommit = 1, ${deadline}`;
  return (await ask(link, settings)) !== null;
}
