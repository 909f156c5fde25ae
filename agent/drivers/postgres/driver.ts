import { Refusal } from "@/domain/refusal";
import type { StatementParser } from "@/domain/statements/facts";
import type { Driver, DriverSession, Target } from "../driver";
import { ask } from "./ask";
import { Catalogues } from "./catalogues";
import { connect, type PostgresLink } from "./connect";
import { POSTGRES_LIMITS } from "./limits";
import { TRANSACTION_IDLE, terminateMessage } from "./messages";
import { PostgresSession } from "./session";
import { SpareLinks } from "./spare-links";

/** The server's own deadline lies behind ours, so that ours is the one that people read. */
const SERVER_GRACE_SECONDS = 2;

export function makePostgresDriver(parser: StatementParser): Driver {
  const catalogues = new Catalogues(parser);
  const spares = new SpareLinks(signIn);
  const uses = new WeakMap<PostgresLink, number>();
  return {
    kind: "postgres",
    async open(target, signal): Promise<DriverSession> {
      const password = target.password();
      const wish = { ...target, password: () => password };
      const link = (await spares.take(wish, signal)) ?? (await signIn(wish, signal));
      const used = (uses.get(link) ?? 0) + 1;
      uses.set(link, used);
      return new PostgresSession({
        ...{ link, readOnly: target.readOnly, parser, protects: target.protects, catalogues },
        granted: target.granted ?? [],
        onClosed: () => spares.prepare(wish),
        giveBack: () =>
          used < POSTGRES_LIMITS.usesOfLinkMax && spares.giveBack(wish, () => renew(link, wish)),
      });
    },
    async test(target, signal) {
      const link = await signIn(target, signal);
      link.socket.end(terminateMessage());
      return { serverVersion: link.serverVersion, tls: link.tls !== false };
    },
    close: () => spares.close(),
  };
}

async function signIn(target: Target, signal: AbortSignal): Promise<PostgresLink> {
  const link = await connect(target, signal);
  if (await takesSettings(link, target)) return link;
  link.socket.destroy();
  throw new Refusal("TARGET.UNREACHABLE", "The target did not accept the settings of a session.");
}

/** Undoes what a session may have left: the transaction, settings, cursors, tables of its own, locks. */
async function renew(link: PostgresLink, target: Target): Promise<PostgresLink | null> {
  await nextTurn(); // The end of the session that is through with it leaves first.
  const rolledBack = !target.readOnly || (await ask(link, "ROLLBACK")).status === TRANSACTION_IDLE;
  const discarded = rolledBack && (await ask(link, "DISCARD ALL")).status === TRANSACTION_IDLE;
  if (discarded && (await takesSettings(link, target))) return link;
  link.socket.destroy();
  return null;
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

async function takesSettings(link: PostgresLink, target: Target): Promise<boolean> {
  const seconds = target.durationSecondsMax + SERVER_GRACE_SECONDS;
  // What is a string and what is not, the server and our parser must see alike.
  const settings = [
    `SET statement_timeout = '${seconds}s'`,
    "SET standard_conforming_strings = on",
  ];
  if (target.readOnly) settings.push("SET default_transaction_read_only = on");
  // A database without an encoding of its own holds any bytes; UTF-8 would refuse some of them.
  if (link.serverEncoding === "SQL_ASCII") settings.push("SET client_encoding = 'SQL_ASCII'");
  return (await ask(link, settings.join("; "))).status === TRANSACTION_IDLE;
}
