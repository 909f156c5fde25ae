import { randomUUID } from "node:crypto";
import type { UserId } from "@/domain/people/user";
import type { Deps } from "../deps";
import { normalEmail } from "./create-local-user";
import { hashPassword, PASSWORD_LIMITS, verifyPassword } from "./password";
import { findPersonByEmail } from "./store";

/** Verified for people who do not exist, so that they take as long as those who do. */
const nobodysHash = hashPassword(randomUUID());

export interface LocalPerson {
  readonly id: UserId;
  readonly name: string;
  readonly email: string;
}

export type PasswordVerdict =
  | { readonly kind: "right"; readonly person: LocalPerson }
  /** `known` is for the audit trail only; nothing outside may depend on it. */
  | { readonly kind: "wrong"; readonly known: LocalPerson | null };

/** Always exactly one argon2 verification: unknown, inactive and wrong take the same time. */
export async function checkPassword(
  deps: Deps,
  given: { readonly email: string; readonly password: string },
): Promise<PasswordVerdict> {
  const found = await findPersonByEmail(deps.db.read, normalEmail(given.email));
  const hash = found?.passwordHash ?? (await nobodysHash);
  const matches = await verifyPassword(
    hash,
    given.password.slice(0, PASSWORD_LIMITS.charactersMax + 1),
  );
  const person = found && { id: found.id, name: found.name, email: found.email };
  const admitted = matches && found?.passwordHash != null && found.status === "active";
  if (!admitted || person === null) return { kind: "wrong", known: person };
  return { kind: "right", person };
}
