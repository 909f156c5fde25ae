import { createHash } from "node:crypto";
import { type Contract, canonicalContract } from "@/domain/requests/contract";
import { type Demand, ruleVersionsOf } from "@/domain/requests/demand";
import type { ConnectionForSession } from "../connections/connection-record";

export interface Agreed {
  readonly command: string;
  readonly connection: ConnectionForSession;
  readonly requesterId: string;
  readonly demands: readonly Demand[];
  readonly affectedRowsMax: number | null;
}

/** What an approval of this would bind, and the digest of it. */
export function contractOf(agreed: Agreed): { contract: Contract; contractDigest: string } {
  const { command, connection, requesterId, demands, affectedRowsMax } = agreed;
  return sealContract({
    ...{ command, parameters: [], environment: {}, requesterId, affectedRowsMax },
    ...{ connectionId: connection.id, connectionVersion: connection.version },
    targetUser: connection.settings.username,
    rules: ruleVersionsOf(demands),
  });
}

export function sealContract(contract: Contract) {
  const text = canonicalContract(contract);
  return { contract, contractDigest: createHash("sha256").update(text).digest("hex") };
}
