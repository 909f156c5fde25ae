import type { Actor } from "@/domain/people/user";

/** Who makes an administrative change, and from where: what its audit line needs. */
export interface Administrator {
  readonly actor: Actor;
  readonly origin: string;
}
