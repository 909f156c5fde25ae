import type { ObjectRow, PlainRow } from "./row";
import { ADMINS, EVIDENCE } from "./row";

/** A masking rule as it is written, without its name. In force nowhere, so that it is in nobody's way. */
export const WRITTEN_MASKING_RULE = {
  ...{ description: "", enabled: false, columns: [], detectors: {}, builtInColumns: null },
  ...{ scope: { connections: [], tags: ["env=matrix"] }, exemptGroups: [], comparisons: "allow" },
  ...{ replacements: {}, kinds: [], examples: [] },
} as const;

const READERS = ["admin", "auditor"] as const;
const byId = (id: string) => ({ id });

export const MASKING_PROCEDURES: Readonly<
  Record<string, PlainRow | ObjectRow<"maskingRule" | "probe" | "connection">>
> = {
  "probes.get": { object: "probe", input: byId, reach: EVIDENCE },
  "probes.list": { roles: READERS, input: { connection: null } },
  "probes.ofRule": { object: "maskingRule", input: byId, reach: EVIDENCE },
  "probes.start": {
    object: "connection",
    input: (connection) => ({ connection, columns: null, as: "anyone" }),
    reach: ADMINS,
  },
  "masking.create": { roles: ["admin"] },
  "masking.delete": { object: "maskingRule", input: byId, reach: ADMINS },
  "masking.get": { object: "maskingRule", input: byId, reach: EVIDENCE },
  "masking.list": { roles: READERS },
  "masking.preview": {
    roles: ["admin"],
    input: {
      ...{ id: null, connection: null, groups: [], schema: "", table: "", sample: "a\n1\n" },
      rule: { name: "", ...WRITTEN_MASKING_RULE },
    },
  },
  "masking.reorder": { roles: ["admin"], input: { ids: ["msk_none"] } },
  "masking.switch": {
    object: "maskingRule",
    input: (id) => ({ id, version: 1, enabled: false }),
    reach: ADMINS,
  },
  "masking.uses": { object: "maskingRule", input: byId, reach: ADMINS },
  "masking.update": {
    object: "maskingRule",
    input: (id) => ({ id, version: 1, rule: { name: `${id}-changed`, ...WRITTEN_MASKING_RULE } }),
    reach: ADMINS,
  },
};
