import { ROLES } from "../../domain/people/role";
import { ADMINS, EVERYBODYS_OWN, type ObjectRow, type PlainRow, type Reaches } from "./row";
import type { ObjectKind } from "./world";

export type MatrixRow = PlainRow | ObjectRow<ObjectKind>;

const byName = (name: string) => ({ name });
const byId = (id: string) => ({ id });
const READERS = ["admin", "auditor"] as const;
const SEE_CONNECTIONS: Reaches = {
  ...{ admin: "all", auditor: "all", approver: "role", member: "own" },
};
const SEE_SESSIONS = SEE_CONNECTIONS;
const RUN_ON: Reaches = { admin: "all", auditor: "role", approver: "role", member: "own" };

/**
 * Every procedure: who is answered what, about an object of their own, of others, and none. A route
 * without a line here fails the build.
 */
export const PROCEDURES: Readonly<Record<string, MatrixRow>> = {
  "account.changePassword": { roles: ROLES, input: { current: "not it", next: "x" } },
  "account.endOtherSignIns": { roles: ROLES },
  "account.endSignIn": { object: "signIn", input: byId, reach: EVERYBODYS_OWN },
  "account.me": { roles: ROLES },
  "account.signIns": { roles: ROLES },
  "agents.create": { roles: ["admin"], input: { name: "x" } },
  "agents.delete": { object: "agent", input: byId, reach: ADMINS },
  "agents.list": { roles: READERS },
  "agents.rotateKey": { object: "agent", input: byId, reach: ADMINS },
  "connections.create": { roles: ["admin"] },
  "connections.delete": { object: "connection", input: byName, reach: ADMINS },
  "connections.get": { object: "connection", input: byName, reach: SEE_CONNECTIONS },
  "connections.list": { roles: ["admin", "auditor", "member"] },
  "connections.test": { roles: ["admin"] },
  "connections.update": { roles: ["admin"] },
  "demo.remove": { roles: ["admin"] },
  "demo.state": { roles: ["admin"] },
  "people.groups": { roles: ["admin"] },
  "sessions.end": { object: "session", input: byId, reach: RUN_ON },
  "sessions.get": { object: "session", input: byId, reach: SEE_SESSIONS },
  "sessions.list": { roles: ["admin", "auditor", "member"], input: {} },
  "sessions.submit": {
    object: "connection",
    input: (connection) => ({ connection, statement: "select 1" }),
    reach: RUN_ON,
  },
};

/** Procedures for whoever holds a one-time link: no role opens or closes them. */
export const FOR_ANYONE: readonly string[] = ["setup.createFirstAdmin", "setup.state"];

/** Events of a page's socket, asked like procedures. */
export const WEB_EVENTS: Readonly<Record<string, MatrixRow | "no answer">> = {
  "session.run": {
    object: "connection",
    input: (connection) => ({ connection, statement: "select 1" }),
    reach: RUN_ON,
  },
  "session.follow": {
    object: "session",
    input: (sessionId) => ({ sessionId, from: 0, upTo: 1 }),
    reach: SEE_SESSIONS,
  },
  "session.cancel": { object: "session", input: (sessionId) => ({ sessionId }), reach: RUN_ON },
  // These only bound or stop what the socket itself follows; they answer nothing.
  "session.credit": "no answer",
  "session.unfollow": "no answer",
};
