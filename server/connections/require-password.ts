import type { PostgresSettings } from "@/domain/connections/postgres-settings";
import { sameDestination } from "@/domain/connections/same-destination";
import { Refusal } from "@/domain/refusal";
import type { ConnectionRecord } from "./connection-record";

/** Refuses to use the stored password anywhere but where it was saved for. */
export function requirePasswordElsewhere(
  stored: ConnectionRecord,
  given: { readonly agentId: string; readonly settings: PostgresSettings },
): void {
  const from = { agentId: stored.agent.id, settings: stored.settings };
  if (sameDestination(from, given)) return;
  throw passwordNeeded(
    "Type the password again: the stored one is only used where it was saved for.",
  );
}

export function passwordNeeded(because: string): Refusal {
  return new Refusal("INPUT.INVALID", because, { field: "password" });
}
