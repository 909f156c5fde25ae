import type { Actor } from "@/domain/people/user";
import { Refusal } from "@/domain/refusal";
import { currentActor } from "../auth/current-actor";
import type { Deps } from "../deps";

/** How old a socket's knowledge of its person's rights may be when it acts. */
const FRESH_MS_MAX = 1_000;

/** The person behind one browser socket, read again from the store before each thing they do. */
export class WebViewer {
  readonly origin: string;
  private readonly deps: Deps;
  private known: Actor;
  private readAtMs: number;

  constructor(deps: Deps, actor: Actor, origin: string) {
    this.deps = deps;
    this.known = actor;
    this.origin = origin;
    this.readAtMs = Date.now();
  }

  get signInId(): Actor["signInId"] {
    return this.known.signInId;
  }

  /** What is known better by now: a look that somebody else took. */
  renew(actor: Actor): void {
    this.known = actor;
    this.readAtMs = Date.now();
  }

  /** Throws Refusal SIGNIN.ENDED or KEY.ENDED when what one came by no longer holds. */
  async actor(): Promise<Actor> {
    if (Date.now() - this.readAtMs < FRESH_MS_MAX) return this.known;
    const actor = await currentActor(this.deps, this.known);
    if (actor === null) throw ended(this.known);
    this.renew(actor);
    return actor;
  }
}

function ended({ apiKey }: Actor): Refusal {
  return apiKey === undefined
    ? new Refusal("SIGNIN.ENDED", "Your sign-in has ended.")
    : new Refusal("KEY.ENDED", `The key ${apiKey.name} no longer holds.`);
}
