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
}
