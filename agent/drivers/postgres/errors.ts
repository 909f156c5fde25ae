import { Refusal, type RefusalCode } from "@/domain/refusal";
import { codeAndWords } from "../code-and-words";

/** Why a connection could not be made, in our words. Nothing the other side said is repeated. */
type Because = readonly [RefusalCode, string];

const OF_SQLSTATE: Readonly<Record<string, Because>> = {
  "28P01": ["TARGET.SIGNIN", "The target does not accept this username and password."],
  "28000": [
    "TARGET.SIGNIN",
    "The target's access rules do not let this user in from the agent's address in this way (in PostgreSQL: pg_hba.conf, or a role that may not log in).",
  ],
  "3D000": ["TARGET.DATABASE_UNKNOWN", "The target has no database of this name."],
  "42501": ["TARGET.SIGNIN", "This user may not connect to this database."],
  "53300": ["TARGET.UNREACHABLE", "The target has no connection left for another session."],
  "57P03": ["TARGET.UNREACHABLE", "The target is starting or stopping."],
};

const OF_SYSTEM: Readonly<Record<string, string>> = {
  ECONNREFUSED: "Nothing listens at this host and port.",
  ECONNRESET: "The target ended the connection before the sign-in was done.",
  EPIPE: "The target ended the connection before the sign-in was done.",
  ENOTFOUND: "The host name is not known where the agent runs.",
  EAI_AGAIN: "The host name could not be looked up where the agent runs.",
  EHOSTUNREACH: "There is no way to this host from where the agent runs.",
  ENETUNREACH: "There is no way to this host from where the agent runs.",
  ETIMEDOUT: "The host does not answer.",
  ENOENT: "There is no PostgreSQL socket in this folder.",
  ENOTDIR: "There is no PostgreSQL socket in this folder.",
  EACCES: "The agent's user may not use this socket.",
};

const TLS_CODE =
  /^(?:ERR_TLS_|ERR_SSL_|CERT_|EPROTO$|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA|ERR_OSSL)/;
const TLS_WORDS =
  /does not support SSL|establishing an SSL connection|disconnected before secure TLS/;

export function refusalOfConnect(error: unknown): Refusal {
  const { code, message } = codeAndWords(error);
  const known = OF_SQLSTATE[code];
  if (known !== undefined) return new Refusal(known[0], known[1], { state: code });
  const system = OF_SYSTEM[code];
  if (system !== undefined) return new Refusal("TARGET.UNREACHABLE", system, { system: code });
  if (/does not support SSL/.test(message)) {
    return new Refusal(
      "TARGET.TLS",
      "The target does not offer TLS, and the connection asks for it.",
    );
  }
  if (TLS_CODE.test(code) || TLS_WORDS.test(message)) return refusalOfTls(code);
  if (/^SASL|SCRAM/.test(message)) {
    return new Refusal("TARGET.SIGNIN", "The sign-in with this password did not come to an end.");
  }
  if (/^[0-9A-Z]{5}$/.test(code)) {
    return new Refusal("TARGET.UNREACHABLE", `The target refused the sign-in (SQLSTATE ${code}).`);
  }
  return new Refusal(
    "TARGET.UNREACHABLE",
    "What answers there does not speak PostgreSQL's protocol.",
  );
}

function refusalOfTls(code: string): Refusal {
  if (code === "ERR_TLS_CERT_ALTNAME_INVALID") {
    return new Refusal("TARGET.TLS", "The target's certificate is for another host name.");
  }
  if (code === "CERT_HAS_EXPIRED") {
    return new Refusal("TARGET.TLS", "The target's certificate has expired.");
  }
  const facts = code === "" ? {} : { tls: code };
  if (/^(?:DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|CERT_)/.test(code)) {
    const because = "The target's certificate is not signed by the trusted authority.";
    return new Refusal("TARGET.TLS", because, facts);
  }
  return new Refusal("TARGET.TLS", "No TLS connection with the target came about.", facts);
}

export const CLEAR_TEXT_PASSWORD = new Refusal(
  "TARGET.SIGNIN",
  "The target asks for the password in clear text over a connection without TLS. Turn TLS on.",
);
export const TOO_MUCH_HANDSHAKE = new Refusal(
  "TARGET.UNREACHABLE",
  "The target said more before the sign-in was done than a PostgreSQL server does.",
);
export const TOO_SLOW = new Refusal(
  "TARGET.UNREACHABLE",
  "The target did not finish the sign-in in time.",
);

/** What an error in the middle of a session means. `ours`: the connection is read-only. */
export function codeOfFailure(severity: string, state: string, readOnly: boolean): RefusalCode {
  if (severity === "FATAL" || severity === "PANIC") return "TARGET.LOST";
  if (readOnly && state === "25006") return "STATEMENT.READ_ONLY";
  return "TARGET.ERROR";
}
