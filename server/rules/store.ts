import type { Approvals, Needs, RuleCommands } from "@/domain/requests/access-rule";
import { RULE_LIMITS } from "@/domain/requests/access-rule";
import type { RequestKind } from "@/domain/requests/request";
import type { Prisma } from "@/prisma/generated/client";
import type { Tx } from "../db/db";
import type { RuleRecord, RulesOfGroup } from "./rule-record";

const RULE = {
  ...{ id: true, name: true, description: true, enabled: true, kind: true, tags: true },
  ...{ commands: true, needs: true, approvals: true, approvalsCount: true, timeoutSeconds: true },
  ...{ durationSecondsMax: true, reasonRequired: true, adminsApproveThemselves: true },
  ...{ selfApproval: true, version: true, createdAt: true, updatedAt: true },
  ownConnection: { select: { name: true } },
  connections: { select: { connection: { select: { name: true } } } },
  groups: { select: { part: true, group: { select: { name: true } } } },
  integrations: { select: { integration: { select: { id: true, name: true } } } },
} as const satisfies Prisma.AccessRuleSelect;
type RuleColumns = Prisma.AccessRuleGetPayload<{ select: typeof RULE }>;

/** Every rule, in the order of their names. One round trip: every vote and every claim asks it. */
export async function readRules(tx: Tx): Promise<RuleRecord[]> {
  const rows = await tx.$queryRaw<RuleColumns[]>`
    SELECT r.id, r.name, r.description, r.enabled, r.kind, r.tags, r.commands, r.needs, r.approvals,
      r."approvalsCount", r."timeoutSeconds", r."durationSecondsMax", r."reasonRequired",
      r."adminsApproveThemselves", r."selfApproval", r.version, r."createdAt", r."updatedAt",
      (SELECT json_build_object('name', c.name) FROM connection c WHERE c.id = r."ownConnectionId")
        AS "ownConnection",
      (SELECT coalesce(json_agg(json_build_object('connection', json_build_object('name', c.name))), '[]')
        FROM access_rule_connection n JOIN connection c ON c.id = n."connectionId"
        WHERE n."ruleId" = r.id) AS connections,
      (SELECT coalesce(json_agg(json_build_object('part', n.part, 'group', json_build_object('name', g.name))), '[]')
        FROM access_rule_group n JOIN "group" g ON g.id = n."groupId"
        WHERE n."ruleId" = r.id) AS groups,
      (SELECT coalesce(json_agg(json_build_object('integration', json_build_object('id', i.id, 'name', i.name))), '[]')
        FROM access_rule_integration n JOIN integration i ON i.id = n."integrationId"
        WHERE n."ruleId" = r.id) AS integrations
    FROM access_rule r ORDER BY r.name LIMIT ${RULE_LIMITS.rulesMax}`;
  return rows.map(toRule);
}

export interface RuleSearch {
  readonly text: string;
  readonly offset: number;
  readonly rowsMax: number;
}

const matching = (text: string): Prisma.AccessRuleWhereInput => {
  const contains = { contains: text.replace(/[\\%_]/g, "\\$&"), mode: "insensitive" } as const;
  return text === "" ? {} : { OR: [{ name: contains }, { description: contains }] };
};

export async function pageRules(
  tx: Tx,
  { text, offset, rowsMax }: RuleSearch,
): Promise<{ readonly rows: RuleRecord[]; readonly total: number }> {
  const where = matching(text);
  const orderBy = { name: "asc" } as const;
  const [rows, total] = await Promise.all([
    tx.accessRule.findMany({ where, select: RULE, orderBy, skip: offset, take: rowsMax }),
    tx.accessRule.count({ where }),
  ]);
  return { rows: rows.map(toRule), total };
}

export async function findRule(tx: Tx, id: string): Promise<RuleRecord | null> {
  const row = await tx.accessRule.findUnique({ where: { id }, select: RULE });
  return row === null ? null : toRule(row);
}

/** The rule that the tab of this connection made. */
export async function findOwnRule(tx: Tx, connection: string): Promise<RuleRecord | null> {
  const row = await tx.accessRule.findFirst({
    where: { ownConnection: { name: connection } },
    select: RULE,
  });
  return row === null ? null : toRule(row);
}

/** Rules that name this group, for whatever it is named. */
export async function pageRulesOfGroup(
  tx: Tx,
  groupId: string,
  rowsMax: number,
): Promise<RulesOfGroup> {
  const where = { groups: { some: { groupId } } };
  const rows = await tx.accessRule.findMany({
    ...{ where, select: { id: true, name: true }, take: rowsMax },
    orderBy: { name: "asc" },
  });
  const total = rows.length < rowsMax ? rows.length : await tx.accessRule.count({ where });
  return { rows, total };
}

function toRule(row: RuleColumns): RuleRecord {
  const { needs, approvals, approvalsCount, connections, groups, ownConnection, ...others } = row;
  const { integrations, ...rest } = others;
  const told = integrations.map((one) => one.integration);
  const ofPart = (part: string) =>
    groups
      .filter((one) => one.part === part)
      .map((one) => one.group.name)
      .sort();
  const names = connections.map((one) => one.connection.name);
  const own = ownConnection?.name ?? null;
  return {
    ...rest,
    kind: rest.kind as RequestKind,
    commands: rest.commands as RuleCommands,
    scope: { connections: own === null ? names.sort() : [own], tags: rest.tags },
    needs: needsOf(needs as Needs["kind"], ofPart("needs")),
    approvals: approvalsOf(approvals as Approvals["kind"], approvalsCount),
    approverGroups: ofPart("approves"),
    breakGlassGroups: ofPart("break-glass"),
    ...{ tells: told.map(({ name }) => name).sort(), told: told.map(({ id }) => id) },
    ownConnection: own,
  };
}

function needsOf(kind: Needs["kind"], groups: readonly string[]): Needs {
  return kind === "all" ? { kind } : { kind, groups };
}

function approvalsOf(kind: Approvals["kind"], count: number): Approvals {
  return kind === "count" ? { kind, count } : { kind };
}
