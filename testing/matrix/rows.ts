import { ROLES } from "../../domain/people/role";
import { aWebhook } from "../webhook-receiver";
import { GUARDRAIL_PROCEDURES } from "./guardrail-rows";
import { MASKING_PROCEDURES } from "./masking-rows";
import {
  ADMINS,
  EVERYBODYS_OWN,
  EVIDENCE,
  type ObjectRow,
  type PlainRow,
  type Reaches,
} from "./row";
import type { ObjectKind } from "./world";

export type MatrixRow = PlainRow | ObjectRow<ObjectKind>;

const byName = (name: string) => ({ name });
export const byId = (id: string) => ({ id });
/** A rule as it is written, without its name. */
const RULE = {
  ...{ description: "", enabled: true, kind: "action", needs: { kind: "all" } },
  ...{ approverGroups: ["matrix"], approvals: { kind: "any" }, timeoutSeconds: 3_600 },
  ...{ scope: { connections: [], tags: ["env=matrix"] }, commands: "all" },
  ...{ durationSecondsMax: 3_600, reasonRequired: false, breakGlassGroups: [] },
  ...{ adminsApproveThemselves: true, selfApproval: false },
};
const RUNNERS = ["admin", "member"] as const;
export const READERS = ["admin", "auditor"] as const;
const SEE_CONNECTIONS: Reaches = {
  ...{ admin: "all", auditor: "all", approver: "role", member: "own" },
};
export const SEE_SESSIONS = SEE_CONNECTIONS;
/** A member sees reviews of groups that they own: here none of theirs. */
export const SEE_REVIEWS: Reaches = {
  ...{ admin: "all", auditor: "all", approver: "role", member: "none" },
};
const VERIFY_REVIEWS: Reaches = {
  ...{ admin: "none", auditor: "none", approver: "role", member: "none" },
};
const DECIDE_REVIEWS: Reaches = {
  ...{ admin: "all", auditor: "role", approver: "role", member: "none" },
};
/** Members and approvers see their own requests, and those that a group of theirs decides: none here. */
export const SEE_REQUESTS: Reaches = {
  ...{ admin: "all", auditor: "all", approver: "own", member: "own" },
};
const DECIDE_REQUESTS: Reaches = { ...SEE_REQUESTS, auditor: "role" };
const ASK_ABOUT_REQUESTS: Reaches = { ...DECIDE_REQUESTS, approver: "role" };
/** Not even an admin runs what was approved for somebody else. */
export const RUN_REQUESTS: Reaches = { ...ASK_ABOUT_REQUESTS, admin: "own" };
export const RUN_ON: Reaches = { admin: "all", auditor: "role", approver: "role", member: "own" };

/**
 * Every procedure: who is answered what, about an object of their own, of others, and none. A route
 * without a line here fails the build.
 */
export const PROCEDURES: Readonly<Record<string, MatrixRow>> = {
  ...GUARDRAIL_PROCEDURES,
  ...MASKING_PROCEDURES,
  "access.save": {
    object: "connection",
    input: (connection) => ({ edits: [{ connection, version: 1, add: [], remove: [] }] }),
    reach: ADMINS,
  },
  "access.grid": { roles: READERS, input: {} },
  "access.preview": {
    object: "connection",
    input: (connection) => ({ edits: [{ connection, version: 1, add: [], remove: [] }] }),
    reach: ADMINS,
  },
  "access.whoMay": {
    object: "connection",
    input: (connection) => ({ connection }),
    reach: EVIDENCE,
  },
  "access.why": {
    object: "connection",
    input: (connection) => ({ connection }),
    reach: SEE_CONNECTIONS,
  },
  "accessRules.create": { roles: ["admin"] },
  "accessRules.delete": { object: "rule", input: byId, reach: ADMINS },
  "accessRules.get": { object: "rule", input: byId, reach: EVIDENCE },
  "accessRules.list": { roles: READERS, input: {} },
  "accessRules.ofConnection": {
    object: "connection",
    input: (connection) => ({ connection }),
    reach: EVIDENCE,
  },
  "accessRules.preview": { roles: ["admin"], input: { name: "", ...RULE, approverGroups: [] } },
  "accessRules.setOfConnection": {
    object: "connection",
    input: (connection) => ({ connection, version: null, rule: null }),
    reach: ADMINS,
  },
  "accessRules.switch": {
    object: "rule",
    input: (id) => ({ id, version: 1, enabled: false }),
    reach: ADMINS,
  },
  "accessRules.update": {
    object: "rule",
    input: (id) => ({ id, version: 1, rule: { name: `${id}-changed`, ...RULE } }),
    reach: ADMINS,
  },
  "account.beginSecondFactor": { roles: ROLES, input: { password: "not it" } },
  "account.confirmSecondFactor": { roles: ROLES, input: { code: "000000" } },
  "account.endSecondFactor": { roles: ROLES, input: { password: "not it", code: "000000" } },
  "account.renewRecoveryCodes": { roles: ROLES, input: { password: "not it", code: "000000" } },
  "account.resetSecondFactor": {
    object: "user",
    input: (userId) => ({ userId }),
    reach: ADMINS,
  },
  "account.secondFactor": { roles: ROLES },
  "account.changePassword": { roles: ROLES, input: { current: "not it", next: "x" } },
  "account.endOtherSignIns": { roles: ROLES },
  "account.endSignIn": { object: "signIn", input: byId, reach: EVERYBODYS_OWN },
  "account.me": { roles: ROLES },
  "account.signIns": { roles: ROLES },
  "agents.create": { roles: ["admin"], input: { name: "x" } },
  "agents.delete": { object: "agent", input: byId, reach: ADMINS },
  "agents.list": { roles: READERS },
  "agents.rotateKey": { object: "agent", input: byId, reach: ADMINS },
  "apiKeys.create": { roles: RUNNERS },
  "apiKeys.list": { roles: ["admin", "auditor", "member"], input: {} },
  "apiKeys.revoke": {
    object: "apiKey",
    input: byId,
    reach: { admin: "all", auditor: "role", approver: "role", member: "own" },
  },
  "audit.eventNames": { roles: READERS },
  "audit.get": { object: "auditEvent", input: byId, reach: EVIDENCE },
  "audit.list": { roles: READERS, input: {} },
  "audit.verify": { roles: READERS },
  "connections.create": { roles: ["admin"] },
  "connections.delete": { object: "connection", input: byName, reach: ADMINS },
  "connections.get": { object: "connection", input: byName, reach: SEE_CONNECTIONS },
  "connections.list": { roles: ["admin", "auditor", "member"] },
  "connections.test": { roles: ["admin"] },
  "connections.update": { roles: ["admin"] },
  "demo.remove": { roles: ["admin"] },
  "demo.state": { roles: ["admin"] },
  "groups.create": { roles: ["admin"], input: { name: "" } },
  "groups.delete": { object: "group", input: byId, reach: ADMINS },
  "groups.deletionEffect": { object: "group", input: byId, reach: ADMINS },
  "groups.get": { object: "group", input: byId, reach: EVIDENCE },
  "groups.list": { roles: READERS, input: {} },
  "groups.rename": {
    object: "group",
    input: (id) => ({ id, name: `${id}-renamed` }),
    reach: ADMINS,
  },
  "groups.renamingEffect": {
    object: "group",
    input: (id) => ({ id, name: `${id}-renamed` }),
    reach: ADMINS,
  },
  "integrations.chatAccounts": { roles: ROLES },
  "integrations.chatLink": { roles: ROLES, input: { token: "made-up" } },
  "integrations.confirmChatLink": { roles: ROLES, input: { token: "made-up" } },
  "integrations.create": { roles: ["admin"] },
  "integrations.delete": { object: "integration", input: byId, reach: ADMINS },
  "integrations.deliveries": { object: "integration", input: byId, reach: EVIDENCE },
  "integrations.get": { object: "integration", input: byId, reach: EVIDENCE },
  "integrations.list": { roles: READERS },
  "integrations.replay": { object: "delivery", input: byId, reach: ADMINS },
  "integrations.rotateSecret": { object: "integration", input: byId, reach: ADMINS },
  "integrations.test": { object: "integration", input: byId, reach: ADMINS },
  "integrations.unlinkChatAccount": {
    roles: ROLES,
    input: { integrationId: "int_none", externalId: "U0NONE" },
  },
  "integrations.update": {
    object: "integration",
    input: (id) => ({ ...aWebhook({ name: `${id}-renamed` }), id, version: 1 }),
    reach: ADMINS,
  },
  "palette.find": { roles: ROLES, input: { text: "x" } },
  "people.groups": { roles: READERS },
  "previews.latest": { object: "request", input: byId, reach: SEE_REQUESTS },
  "previews.run": {
    object: "request",
    input: (id) => ({ id, revision: 1 }),
    reach: DECIDE_REQUESTS,
  },
  "requests.accept": {
    object: "request",
    input: (id) => ({ id, revision: 1 }),
    reach: ASK_ABOUT_REQUESTS,
  },
  "requests.addNote": {
    object: "request",
    input: (id) => ({ id, text: "and more" }),
    reach: ASK_ABOUT_REQUESTS,
  },
  // Each is decided for itself: what is not theirs is refused in the answer.
  "requests.approveMany": {
    roles: ["admin", "approver", "member"],
    input: { requests: [{ id: "absent", revision: 1 }] },
  },
  "requests.askWindow": {
    object: "connection",
    input: (connection) => ({ connection, durationSeconds: 3_600 }),
    reach: RUN_ON,
  },
  "requests.breakGlass": {
    object: "request",
    input: (id) => ({ id, revision: 1, reason: "it is down" }),
    reach: ASK_ABOUT_REQUESTS,
  },
  "requests.cancel": { object: "request", input: byId, reach: ASK_ABOUT_REQUESTS },
  "requests.earlier": { object: "request", input: byId, reach: SEE_REQUESTS },
  "requests.get": { object: "request", input: byId, reach: SEE_REQUESTS },
  "requests.list": { roles: ROLES, input: {} },
  "requests.modify": {
    object: "request",
    input: (id) => ({ id, revision: 1, command: "select 2" }),
    reach: DECIDE_REQUESTS,
  },
  "requests.nudge": { object: "request", input: byId, reach: ASK_ABOUT_REQUESTS },
  "requests.revoke": {
    object: "request",
    input: (id) => ({ id, reason: "no" }),
    reach: DECIDE_REQUESTS,
  },
  "requests.vote": {
    object: "request",
    input: (id) => ({ id, revision: 1, verdict: "approve" }),
    reach: DECIDE_REQUESTS,
  },
  "requests.statistics": { roles: READERS, input: {} },
  "requests.waitingForMe": { roles: ROLES },
  "requests.windowTerms": {
    object: "connection",
    input: (connection) => ({ connection }),
    reach: RUN_ON,
  },
  "reviews.cancel": { object: "review", input: byId, reach: DECIDE_REVIEWS },
  "reviews.complete": { object: "review", input: byId, reach: DECIDE_REVIEWS },
  "reviews.decide": {
    object: "review",
    input: (id) => ({ id, items: [{ number: 1, version: 0 }], verdict: "keep" }),
    reach: DECIDE_REVIEWS,
  },
  "reviews.get": { object: "review", input: byId, reach: SEE_REVIEWS },
  "reviews.items": { object: "review", input: byId, reach: SEE_REVIEWS },
  "reviews.keepRest": { object: "review", input: byId, reach: DECIDE_REVIEWS },
  // Of members only those who own a group: none of these do.
  "reviews.list": { roles: READERS, input: {} },
  "reviews.owners": { object: "groupName", input: (group) => ({ group }), reach: ADMINS },
  "reviews.setOwners": {
    object: "groupName",
    input: (group) => ({ group, emails: [] }),
    reach: ADMINS,
  },
  "reviews.start": { roles: RUNNERS },
  "reviews.subjects": { roles: RUNNERS },
  // Only a completed review has a digest; for all others there is nothing to verify.
  "reviews.verify": { object: "review", input: byId, reach: VERIFY_REVIEWS },
  "sessions.end": { object: "session", input: byId, reach: RUN_ON },
  "sessions.get": { object: "session", input: byId, reach: SEE_SESSIONS },
  "sessions.list": { roles: ["admin", "auditor", "member"], input: {} },
  "sessions.submit": {
    object: "connection",
    input: (connection) => ({ connection, statement: "select 1" }),
    reach: RUN_ON,
  },
  "settings.beginSignInTest": { roles: ["admin"] },
  "settings.saveSignIn": { roles: ["admin"] },
  "settings.signIn": { roles: READERS },
  "settings.signInTest": { roles: ["admin"] },
  "users.bulkGroups": { roles: ["admin"] },
  "users.create": { roles: ["admin"] },
  "users.delete": { object: "user", input: byId, reach: ADMINS },
  "users.get": { object: "user", input: byId, reach: EVIDENCE },
  "users.list": { roles: READERS, input: {} },
  "users.resetPassword": { object: "user", input: byId, reach: ADMINS },
  "users.setStatus": {
    object: "user",
    input: (id) => ({ id, status: "inactive" }),
    reach: ADMINS,
  },
  "users.update": {
    object: "user",
    input: (id) => ({ id, name: "New Name", email: `${id}@corp.test`, groups: [] }),
    reach: ADMINS,
  },
};
