import type { TargetColumn } from "@/domain/masking/lineage/judge-comparing";
import type { ProbeAudience } from "@/domain/masking/probe/probe";
import type { Actor } from "@/domain/people/user";
import type { RequestStanding } from "@/domain/policy/decide-request";
import type { RunInput } from "@/protocol/web-events";
import type { Deps } from "../deps";

/** A command as it comes in, from whichever door. */
export interface Submission {
  readonly deps: Deps;
  readonly actor: Actor;
  /** Address and user agent of the request. */
  readonly origin: string;
  readonly input: RunInput;
  /** The approved request that this runs for: its session is held already and is gone on with. */
  readonly approved?: ApprovedRun;
  /** Not to be run: masking rules are attacked, and the verdicts come back. */
  readonly probe?: ProbeOrder;
  /** Not to be run but shown to this person: the request whose command it is, as it stands. */
  readonly previewOf?: RequestStanding;
}

export interface ProbeOrder {
  /** `null`: those that the rules in force protect. */
  readonly columns: readonly TargetColumn[] | null;
  /** Masked as who asks for it, or as somebody whom no rule exempts. */
  readonly as: ProbeAudience;
}

export interface ApprovedRun {
  readonly requestId: string;
  readonly sessionId: string;
  /** Of the contract that the command was read with: it is claimed as that or not at all. */
  readonly contractDigest: string;
  /** Masked columns that it was approved to compare. */
  readonly compares: readonly TargetColumn[];
}
