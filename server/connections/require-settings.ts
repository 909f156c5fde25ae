import type { ConnectionKind } from "@/domain/connections/connection";
import type { DatabaseSettings } from "@/domain/connections/database-settings";
import { objectionToSettings } from "@/domain/connections/kinds";
import { sameDestination } from "@/domain/connections/same-destination";
import { Refusal } from "@/domain/refusal";
import type { ConnectionRecord } from "./connection-record";

/** Refuses to use the stored password anywhere but where it was saved for. */
export function requirePasswordElsewhere(
  stored: ConnectionRecord,
  given: { readonly agentId: string; readonly settings: DatabaseSettings },
): void {
  const from = { agentId: stored.agent.id, settings: stored.settings };
  if (sameDestination(from, given)) return;
  throw passwordNeeded(
    "Type the password again: the stored one is only used where it was saved for.",
  );
}

/** What a kind of connection does not take, though another would. */
export function requireSettingsOfKind(kind: ConnectionKind, settings: DatabaseSettings): void {
  const objection = objectionToSettings(kind, settings);
  if (objection === null) return;
  throw new Refusal("INPUT.INVALID", objection.because, { field: objection.field });
}

export function passwordNeeded(because: string): Refusal {
  return new Refusal("INPUT.INVALID", because, { field: "password" });
}
