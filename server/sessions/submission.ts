import type { Actor } from "@/domain/people/user";
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
}

export interface ApprovedRun {
  readonly requestId: string;
  readonly sessionId: string;
}
