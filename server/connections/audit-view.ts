import type { ConnectionForm } from "./form";

export type AuditedConnection = Omit<ConnectionForm, "name" | "kind" | "password">;

/**
 * What the audit trail shows of a connection: everything but the secret. Tags become texts, so that
 * a tag that happens to be named like a secret stays an ordinary value.
 */
export function auditView(connection: AuditedConnection) {
  const { description, settings, agentId, tags, accessGroups, modes, limits } = connection;
  const { readOnly, previewAllowed } = connection;
  return {
    ...{ description, settings, agentId, accessGroups, modes, readOnly, previewAllowed, limits },
    tags: Object.entries(tags).map(([name, value]) => `${name}=${value}`),
  };
}
