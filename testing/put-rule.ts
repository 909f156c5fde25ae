import pg from "pg";
import { STORE_DATABASE } from "../server/db/prepare-cluster";
import { reachCluster } from "../server/db/reach-cluster";

export interface PutRule {
  readonly name: string;
  readonly kind?: "action" | "jit";
  readonly commands?: "all" | "writes";
  readonly connections: readonly string[];
  readonly approverGroups: readonly string[];
  readonly approvals?: "any" | "each";
  readonly reasonRequired?: boolean;
  readonly durationSecondsMax?: number;
}

/**
 * Puts an access rule into the embedded store of a gateway that runs; gateways know it a second later.
 * Admins do not approve themselves under it: tests ask as admins too.
 */
export async function putRule(data: string, rule: PutRule): Promise<void> {
  const client = new pg.Client({
    connectionString: reachCluster(data)?.rootUrl(STORE_DATABASE) ?? "",
  });
  await client.connect();
  try {
    const id = `rul_${rule.name.toLowerCase().replaceAll(/[^a-z0-9]/g, "")}`.slice(0, 40);
    const { kind = "action", commands = "all", approvals = "each" } = rule;
    const { reasonRequired = false, durationSecondsMax = 7_200 } = rule;
    await client.query(
      `INSERT INTO access_rule (id, name, kind, commands, approvals, "reasonRequired",
        "durationSecondsMax", "adminsApproveThemselves") VALUES ($1, $2, $3, $4, $5, $6, $7, false)`,
      [id, rule.name, kind, commands, approvals, reasonRequired, durationSecondsMax],
    );
    await client.query(
      `INSERT INTO access_rule_connection ("ruleId", "connectionId")
        SELECT $1, id FROM connection WHERE name = ANY($2)`,
      [id, rule.connections],
    );
    await client.query(
      `INSERT INTO access_rule_group ("ruleId", "groupId", part)
        SELECT $1, id, 'approves' FROM "group" WHERE name = ANY($2)`,
      [id, rule.approverGroups],
    );
  } finally {
    await client.end();
  }
}
