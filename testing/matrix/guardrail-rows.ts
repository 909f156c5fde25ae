import type { ObjectRow, PlainRow, Reaches } from "./row";
import { ADMINS, EVIDENCE } from "./row";

/** A guardrail as it is written, without its name. In force nowhere, so that it is in nobody's way. */
export const WRITTEN_GUARDRAIL = {
  ...{ description: "", enabled: false, action: "block", message: "", examples: [] },
  scope: { connections: [], tags: ["env=matrix"] },
  criteria: [{ kind: "every-row" }],
} as const;

const READERS = ["admin", "auditor"] as const;
const RUN_ON: Reaches = { admin: "all", auditor: "role", approver: "role", member: "own" };
const byId = (id: string) => ({ id });

export const GUARDRAIL_PROCEDURES: Readonly<
  Record<string, PlainRow | ObjectRow<"guardrail" | "connection">>
> = {
  "guardrails.check": {
    object: "connection",
    input: (connection) => ({ connection, statement: "select 1" }),
    reach: RUN_ON,
  },
  "guardrails.compare": {
    roles: ["admin"],
    input: {
      ...{ source: { kind: "pasted", statements: ["select 1"] }, connection: null },
      edited: { kind: "guardrail", id: null, guardrail: { name: "", ...WRITTEN_GUARDRAIL } },
    },
  },
  "guardrails.create": { roles: ["admin"] },
  "guardrails.delete": { object: "guardrail", input: byId, reach: ADMINS },
  "guardrails.export": { roles: READERS },
  "guardrails.get": { object: "guardrail", input: byId, reach: EVIDENCE },
  "guardrails.import": { roles: ["admin"] },
  "guardrails.list": { roles: READERS },
  "guardrails.packs": { roles: READERS },
  "guardrails.preview": {
    roles: ["admin"],
    input: {
      ...{ id: null, connection: null, statements: ["select 1"] },
      guardrail: { name: "", ...WRITTEN_GUARDRAIL },
    },
  },
  "guardrails.reorder": { roles: ["admin"], input: { ids: ["grd_none"] } },
  "guardrails.switch": {
    object: "guardrail",
    input: (id) => ({ id, version: 1, enabled: false }),
    reach: ADMINS,
  },
  "guardrails.takePack": {
    roles: ["admin"],
    input: { pack: "no-ddl", scope: { connections: [], tags: ["env=matrix"] } },
  },
  "guardrails.update": {
    object: "guardrail",
    input: (id) => ({
      ...{ id, version: 1 },
      guardrail: { name: `${id}-changed`, ...WRITTEN_GUARDRAIL },
    }),
    reach: ADMINS,
  },
};
