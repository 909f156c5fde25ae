import type { Actor } from "@/domain/people/user";
import { publicSignInId } from "../auth/list-sign-ins";
import type { Me } from "./describe-me";
import type { OwnSignIn } from "./list-own-sign-ins";

export function presentMe(actor: Actor, me: Me) {
  return {
    id: actor.userId,
    name: actor.name,
    email: actor.email,
    role: actor.role,
    groups: [...actor.groups],
    status: actor.status,
    method: me.method,
    permissions: [...me.permissions],
    expiresAt: me.expiresAt,
  };
}

export function presentSignIn(signIn: OwnSignIn, actor: Actor) {
  return {
    id: publicSignInId(signIn.id),
    current: signIn.id === actor.signInId,
    method: signIn.method,
    userAgent: signIn.userAgent,
    address: signIn.address,
    createdAt: signIn.createdAt,
    lastSeenAt: signIn.lastSeenAt,
    expiresAt: signIn.expiresAt,
  };
}
