import { createHash } from "node:crypto";
import { type Contract, type ContractColumn, canonicalContract } from "@/domain/requests/contract";
import { type Demand, ruleVersionsOf } from "@/domain/requests/demand";
import type { ConnectionForSession } from "../connections/connection-record";

export interface Agreed {
  readonly command: string;
  readonly connection: ConnectionForSession;
  readonly requesterId: string;
  readonly demands: readonly Demand[];
  readonly affectedRowsMax: number | null;
  /** Masked columns that it is to be approved to compare. */
  readonly compares: readonly ContractColumn[];
}

/** What an approval of this would bind, and the digest of it. */
export function contractOf(agreed: Agreed): { contract: Contract; contractDigest: string } {
  const { command, connection, requesterId, demands, affectedRowsMax, compares } = agreed;
  return sealContract({
    ...{ command, parameters: [], environment: {}, requesterId, affectedRowsMax },
    ...{ connectionId: connection.id, connectionVersion: connection.version },
    targetUser: connection.settings.username,
    rules: ruleVersionsOf(demands),
    ...(compares.length > 0 && { compares: compares.map(bound) }),
  });
}

export function sealContract(contract: Contract) {
  const text = canonicalContract(contract);
  return { contract, contractDigest: createHash("sha256").update(text).digest("hex") };
}

function bound({ schema, table, column, rules }: ContractColumn): ContractColumn {
  return { schema, table, column, rules };
}
