import type { AccessMode, ConnectionKind, SessionLimits } from "@/domain/connections/connection";
import type { DatabaseSettings } from "@/domain/connections/database-settings";
import type { MaskKind } from "@/domain/masking/masking-rule";
import { may } from "@/domain/people/permission";
import type { Actor, GroupName } from "@/domain/people/user";
import { decideAccess } from "@/domain/policy/decide-access";
import type { ConnectionRecord } from "./connection-record";

export interface ConnectionRow {
  readonly id: string;
  readonly name: string;
  readonly kind: ConnectionKind;
  readonly description: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly modes: readonly AccessMode[];
  readonly readOnly: boolean;
  readonly previewAllowed: boolean;
  readonly demo: boolean;
  readonly agent: { readonly name: string; readonly online: boolean };
  /** Whether this person may run statements on it in the web mode now. */
  readonly canRun: boolean;
  /** `null` for those who may neither manage nor audit connections. */
  readonly accessGroups: readonly GroupName[] | null;
}

export interface ConnectionDetail extends ConnectionRow {
  readonly limits: SessionLimits;
  /** What this person is masked with on it now. */
  readonly masking: { readonly detectors: readonly MaskKind[] };
  readonly version: number;
  /** `null` for those who may not manage connections. */
  readonly manage: {
    readonly settings: DatabaseSettings;
    readonly agentId: string;
    readonly hasSecret: true;
    readonly createdAt: Date;
    readonly updatedAt: Date;
  } | null;
}

export interface ConnectionView {
  readonly actor: Actor;
  readonly connection: ConnectionRecord;
  readonly online: boolean;
}

export interface ConnectionDetailView extends ConnectionView {
  readonly detectors: readonly MaskKind[];
}

export function presentConnection({ actor, connection, online }: ConnectionView): ConnectionRow {
  const { id, name, kind, description, tags, modes, readOnly, previewAllowed, demo } = connection;
  return {
    ...{ id, name, kind, description, tags, modes, readOnly, previewAllowed, demo },
    agent: { name: connection.agent.name, online },
    canRun: decideAccess({ actor, connection, mode: "web" }).kind === "allow",
    accessGroups: may(actor, "connections:audit") ? connection.accessGroups : null,
  };
}

export function presentConnectionDetail(view: ConnectionDetailView): ConnectionDetail {
  const { actor, connection } = view;
  const { settings, agent, createdAt, updatedAt } = connection;
  return {
    ...presentConnection(view),
    limits: connection.limits,
    masking: { detectors: view.detectors },
    version: connection.version,
    manage: may(actor, "connections:manage")
      ? { settings, agentId: agent.id, hasSecret: true, createdAt, updatedAt }
      : null,
  };
}
