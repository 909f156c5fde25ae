import { type MaskingCase, type MaskingOfSession, maskingFor } from "@/domain/masking/masking-for";
import type { Deps } from "../deps";
import { readMaskingRules } from "./store";

/** What somebody is masked with on a connection, by rules at most a second old. */
export async function maskingInForce(
  deps: Deps,
  { actor, connection }: Pick<MaskingCase, "actor" | "connection">,
): Promise<MaskingOfSession> {
  const rules = await deps.knownMaskingRules.list(() => readMaskingRules(deps.db.read));
  return maskingFor({ actor, connection, rules });
}
