import { holds, may, type Permission } from "@/domain/people/permission";
import type { Actor } from "@/domain/people/user";
import { Refusal } from "@/domain/refusal";

/** Throws the Refusal that says what is missing: the role, or a scope of the key. */
export function requirePermission(actor: Actor, permission: Permission): void {
  if (actor.status !== "active" || !holds(actor.role, permission)) {
    throw new Refusal("ACCESS.ROLE", "Your role does not include this.");
  }
  if (!may(actor, permission)) {
    throw new Refusal("ACCESS.SCOPE", "The scopes of this key do not include this.");
  }
}
