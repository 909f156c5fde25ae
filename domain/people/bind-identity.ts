import type { UserId, UserStatus } from "./user";

/** What is known of somebody who may be the person that the identity provider names. */
export interface KnownPerson {
  readonly id: UserId;
  readonly status: UserStatus;
  readonly hasPassword: boolean;
  readonly hasIdentity: boolean;
}

export interface BindingQuestion {
  /** Who already carries this issuer and subject. */
  readonly byIdentity: KnownPerson | null;
  /** Who carries the e-mail address that the provider sent. */
  readonly byEmail: KnownPerson | null;
  /** Null when the provider sent none. */
  readonly email: string | null;
  readonly emailVerified: boolean;
}

export type Binding =
  | { readonly kind: "known"; readonly userId: UserId }
  | { readonly kind: "bind"; readonly userId: UserId }
  | { readonly kind: "create"; readonly email: string }
  | { readonly kind: "refuse"; readonly because: "inactive" | "no-email" | "email-taken" };

/**
 * Issuer and subject are the identity. A verified e-mail may find a person who was prepared and has no
 * other way in; it never takes over an account that somebody already uses.
 */
export function decideBinding(question: BindingQuestion): Binding {
  const { byIdentity, byEmail, email, emailVerified } = question;
  if (byIdentity !== null) {
    if (byIdentity.status !== "active") return { kind: "refuse", because: "inactive" };
    return { kind: "known", userId: byIdentity.id };
  }
  if (email === null) return { kind: "refuse", because: "no-email" };
  if (byEmail === null) return { kind: "create", email };
  if (!emailVerified || byEmail.hasPassword || byEmail.hasIdentity) {
    return { kind: "refuse", because: "email-taken" };
  }
  if (byEmail.status !== "active") return { kind: "refuse", because: "inactive" };
  return { kind: "bind", userId: byEmail.id };
}
