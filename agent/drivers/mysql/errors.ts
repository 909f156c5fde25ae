import { Refusal, type RefusalCode } from "@/domain/refusal";
import { codeAndWords } from "../code-and-words";

/** Why a connection could not be made, in our words. Nothing the other side said is repeated. */
type Because = readonly [RefusalCode, string];

const NO_WAY_IN = "The target's access rules do not let this user in from the agent's address.";
const OF_CODE: Readonly<Record<string, Because>> = {
  ER_ACCESS_DENIED_ERROR: [
    "TARGET.SIGNIN",
    "The target does not accept this username and password.",
  ],
  ER_ACCESS_DENIED_NO_PASSWORD_ERROR: ["TARGET.SIGNIN", NO_WAY_IN],
  ER_HOST_NOT_PRIVILEGED: ["TARGET.SIGNIN", NO_WAY_IN],
  ER_HOST_IS_BLOCKED: ["TARGET.SIGNIN", "The target has blocked the agent's address."],
  ER_ACCOUNT_HAS_BEEN_LOCKED: ["TARGET.SIGNIN", "The target has locked this user."],
  ER_BAD_DB_ERROR: ["TARGET.DATABASE_UNKNOWN", "The target has no database of this name."],
  ER_DBACCESS_DENIED_ERROR: ["TARGET.SIGNIN", "This user may not connect to this database."],
  ER_CON_COUNT_ERROR: [
    "TARGET.UNREACHABLE",
    "The target has no connection left for another session.",
  ],
  ER_USER_LIMIT_REACHED: ["TARGET.UNREACHABLE", "The target has no connection left for this user."],
  HANDSHAKE_NO_SSL_SUPPORT: [
    "TARGET.TLS",
    "The target does not offer TLS, and the connection asks for it.",
  ],
  AUTH_SWITCH_PLUGIN_ERROR: [
    "TARGET.SIGNIN",
    "The target asks for a sign-in of a kind that is not supported here.",
  ],
  ECONNREFUSED: ["TARGET.UNREACHABLE", "Nothing listens at this host and port."],
  ECONNRESET: [
    "TARGET.UNREACHABLE",
    "The target ended the connection before the sign-in was done.",
  ],
  EPIPE: ["TARGET.UNREACHABLE", "The target ended the connection before the sign-in was done."],
  PROTOCOL_CONNECTION_LOST: [
    "TARGET.UNREACHABLE",
    "The target ended the connection before the sign-in was done.",
  ],
  ENOTFOUND: ["TARGET.UNREACHABLE", "The host name is not known where the agent runs."],
  EAI_AGAIN: ["TARGET.UNREACHABLE", "The host name could not be looked up where the agent runs."],
  EHOSTUNREACH: ["TARGET.UNREACHABLE", "There is no way to this host from where the agent runs."],
  ENETUNREACH: ["TARGET.UNREACHABLE", "There is no way to this host from where the agent runs."],
  ETIMEDOUT: ["TARGET.UNREACHABLE", "The host does not answer."],
  ENOENT: ["TARGET.UNREACHABLE", "There is no MySQL socket of this path."],
  ENOTDIR: ["TARGET.UNREACHABLE", "There is no MySQL socket of this path."],
  EACCES: ["TARGET.UNREACHABLE", "The agent's user may not use this socket."],
};

/** What TLS libraries say, by what a person can do about it. */
const OF_TLS_WORDS: readonly (readonly [RegExp, string])[] = [
  [/altnames|Hostname\/IP/i, "The target's certificate is for another host name."],
  [/expired/i, "The target's certificate has expired."],
  [
    /self.signed|unable to|issuer|verify/i,
    "The target's certificate is not signed by the trusted authority.",
  ],
];

export function refusalOfConnect(error: unknown): Refusal {
  const { code, message } = codeAndWords(error);
  if (code === "HANDSHAKE_SSL_ERROR" || /^(?:ERR_TLS|ERR_SSL|CERT_|EPROTO)/.test(code)) {
    const known = OF_TLS_WORDS.find(([pattern]) => pattern.test(message));
    const because = known?.[1] ?? "No TLS connection with the target came about.";
    return new Refusal("TARGET.TLS", because);
  }
  const known = OF_CODE[code];
  if (known !== undefined) return new Refusal(known[0], known[1], { error: code });
  if (/^ER_[A-Z0-9_]{1,60}$/.test(code)) {
    return new Refusal("TARGET.UNREACHABLE", `The target refused the sign-in (${code}).`);
  }
  return new Refusal("TARGET.UNREACHABLE", "What answers there does not speak MySQL's protocol.");
}

export const CLEAR_TEXT_PASSWORD = new Refusal(
  "TARGET.SIGNIN",
  "The target asks for the password in clear text over a connection without TLS. Turn TLS on.",
);
export const TOO_MUCH_HANDSHAKE = new Refusal(
  "TARGET.UNREACHABLE",
  "The target said more before the sign-in was done than a MySQL server does.",
);
export const TOO_SLOW = new Refusal(
  "TARGET.UNREACHABLE",
  "The target did not finish the sign-in in time.",
);

export function lost(words: string): Refusal {
  return new Refusal("TARGET.LOST", words);
}

/** The server's own numbers: a write in a read-only transaction, or on a server that is read-only. */
const READ_ONLY_ERRORS: ReadonlySet<number> = new Set([1792, 1290, 1836]);

export function codeOfFailure(number: number, readOnly: boolean): RefusalCode {
  return readOnly && READ_ONLY_ERRORS.has(number) ? "STATEMENT.READ_ONLY" : "TARGET.ERROR";
}

export function becauseOfFailure(code: RefusalCode): string {
  return code === "STATEMENT.READ_ONLY"
    ? "The connection is read-only, and the statement would have changed something."
    : "The target answered with an error.";
}
