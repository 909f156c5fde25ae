import type { AccessMode } from "@/domain/connections/connection";
import type { UserId } from "@/domain/people/user";
import type { Contract } from "@/domain/requests/contract";
import type { Demand } from "@/domain/requests/demand";
import type { RequestKind, RequestState } from "@/domain/requests/request";
import type { VoteVerdict } from "@/domain/requests/tally";
import type { Risk } from "@/domain/statements/assess-risk";

export interface RequestRecord {
  readonly id: string;
  readonly kind: RequestKind;
  readonly state: RequestState;
  readonly requesterId: UserId | null;
  readonly requesterName: string;
  readonly requesterEmail: string;
  readonly connectionId: string | null;
  readonly connectionName: string;
  readonly mode: AccessMode;
  readonly command: string;
  readonly revision: number;
  readonly reason: string;
  readonly durationSeconds: number | null;
  readonly affectedRowsMax: number | null;
  readonly demands: readonly Demand[];
  readonly contract: Contract;
  readonly contractDigest: string;
  readonly risk: Risk;
  readonly riskReasons: readonly string[];
  readonly forced: boolean;
  readonly sessionId: string | null;
  readonly refersToId: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly approvedAt: Date | null;
  readonly endsAt: Date | null;
  readonly endedAt: Date | null;
  readonly because: string | null;
  readonly nudgedAt: Date | null;
  readonly version: number;
}

export interface RevisionRecord {
  readonly number: number;
  readonly command: string;
  readonly affectedRowsMax: number | null;
  readonly byId: string;
  readonly byName: string;
  readonly at: Date;
}

export interface VoteRecord {
  readonly revision: number;
  readonly userId: UserId;
  readonly userName: string;
  readonly verdict: VoteVerdict;
  readonly reason: string;
  readonly via: string;
  readonly at: Date;
}

export interface NoteRecord {
  readonly number: number;
  readonly byName: string;
  readonly text: string;
  readonly at: Date;
}
