import { ROLES } from "../../domain/people/role";
import {
  byId,
  type MatrixRow,
  READERS,
  RUN_ON,
  RUN_REQUESTS,
  SEE_REQUESTS,
  SEE_REVIEWS,
  SEE_SESSIONS,
} from "./rows";

/** Procedures for whoever holds a one-time link: no role opens or closes them. */
export const FOR_ANYONE: readonly string[] = [
  "people.passwordLink",
  "people.setPassword",
  "setup.createFirstAdmin",
  "setup.state",
];

/** Events of a page's socket, asked like procedures. */
export const WEB_EVENTS: Readonly<Record<string, MatrixRow | "no answer">> = {
  "session.run": {
    object: "connection",
    input: (connection) => ({ connection, statement: "select 1" }),
    reach: RUN_ON,
  },
  "session.runApproved": {
    object: "request",
    input: (requestId) => ({ requestId }),
    reach: RUN_REQUESTS,
  },
  "session.follow": {
    object: "session",
    input: (sessionId) => ({ sessionId, from: 0, upTo: 1 }),
    reach: SEE_SESSIONS,
  },
  "session.cancel": { object: "session", input: (sessionId) => ({ sessionId }), reach: RUN_ON },
  "requests.watch": {
    object: "request",
    input: (requestId) => ({ requestIds: [requestId] }),
    reach: SEE_REQUESTS,
  },
  // These only bound or stop what the socket itself follows; they answer nothing.
  "session.credit": "no answer",
  "session.unfollow": "no answer",
};

export interface FileRow {
  readonly row: MatrixRow;
  readonly path: (name: string) => string;
}

/** Every file that is not for everybody. */
export const FILES: Readonly<Record<string, FileRow>> = {
  "users.csv": { row: { roles: READERS }, path: () => "/download/users.csv" },
  "requests.csv": { row: { roles: ROLES }, path: () => "/download/requests.csv" },
  "audit.[format]": { row: { roles: READERS }, path: () => "/download/audit.csv" },
  "sessions/[id].[format]": {
    row: { object: "session", input: byId, reach: SEE_SESSIONS },
    path: (id) => `/download/sessions/${id}.txt`,
  },
  "reviews/[id].[format]": {
    row: { object: "completedReview", input: byId, reach: SEE_REVIEWS },
    path: (id) => `/download/reviews/${id}.csv`,
  },
};
