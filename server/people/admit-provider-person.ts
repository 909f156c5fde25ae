import { invariant, unreachable } from "@/domain/invariant";
import { type Binding, decideBinding, type KnownPerson } from "@/domain/people/bind-identity";
import type { UserId } from "@/domain/people/user";
import { Refusal } from "@/domain/refusal";
import { recordAudit } from "../audit/record-audit";
import type { Tx } from "../db/db";
import { newId } from "../ids";
import { normalEmail } from "./create-local-user";
import {
  findPersonByEmail,
  findPersonByIdentity,
  type IdentityKey,
  insertIdentity,
  insertUser,
  lockPerson,
  type PersonRecord,
  removePasswordLinks,
} from "./store";

export interface ProviderPerson extends IdentityKey {
  readonly name: string;
  readonly email: string | null;
  readonly emailVerified: boolean;
}

export interface AdmittedPerson {
  readonly id: UserId;
  readonly name: string;
  readonly email: string;
}

const REFUSED: Readonly<Record<Extract<Binding, { kind: "refuse" }>["because"], () => Refusal>> = {
  inactive: () => new Refusal("SIGNIN.INACTIVE", "Your account is inactive."),
  "no-email": () => new Refusal("SIGNIN.NO_EMAIL", "The identity provider sent no e-mail address."),
  "email-taken": () =>
    new Refusal("SIGNIN.EMAIL_TAKEN", "Another account already has your e-mail address."),
};

/** The person behind an issuer and subject: known, bound to a prepared account, or new. */
export async function admitProviderPerson(tx: Tx, sent: ProviderPerson): Promise<AdmittedPerson> {
  const key = { issuer: sent.issuer, subject: sent.subject };
  const email = sent.email === null ? null : normalEmail(sent.email);
  const byIdentity = await findPersonByIdentity(tx, key);
  const byEmail = await lockedByEmail(tx, email);
  const binding = decideBinding({
    byIdentity: toKnown(byIdentity),
    byEmail: toKnown(byEmail),
    email,
    emailVerified: sent.emailVerified,
  });
  switch (binding.kind) {
    case "refuse":
      throw REFUSED[binding.because]();
    case "create":
      return await createPerson(tx, { ...key, name: sent.name, email: binding.email });
    case "bind":
      return await bindPerson(tx, requirePerson(byEmail), key);
    case "known":
      return requirePerson(byIdentity);
    default:
      return unreachable(binding);
  }
}

function requirePerson(person: PersonRecord | null): PersonRecord {
  invariant(person !== null, "a binding names a person who was found");
  return person;
}

async function bindPerson(tx: Tx, person: PersonRecord, key: IdentityKey): Promise<PersonRecord> {
  await insertIdentity(tx, person.id, key);
  // One way in: a link that was sent before is worth nothing now.
  await removePasswordLinks(tx, person.id);
  await recordAudit(tx, {
    actor: null,
    event: "user.identityBound",
    subject: person.email,
    after: { userId: person.id, issuer: key.issuer },
  });
  return person;
}

/** Locked, so that two first sign-ins with one address cannot both bind it. */
async function lockedByEmail(tx: Tx, email: string | null): Promise<PersonRecord | null> {
  if (email === null) return null;
  const found = await findPersonByEmail(tx, email);
  if (found === null) return null;
  await lockPerson(tx, found.id);
  return await findPersonByEmail(tx, email);
}

async function createPerson(
  tx: Tx,
  person: IdentityKey & { readonly name: string; readonly email: string },
): Promise<AdmittedPerson> {
  const id = newId("usr") as UserId;
  const { issuer, subject, name, email } = person;
  if (!(await insertUser(tx, { id, name, email, source: "idp" }))) throw REFUSED["email-taken"]();
  await insertIdentity(tx, id, { issuer, subject });
  await recordAudit(tx, {
    actor: null,
    event: "user.created",
    subject: email,
    after: { name, email, source: "idp", issuer },
  });
  return { id, name, email };
}

function toKnown(person: PersonRecord | null): KnownPerson | null {
  if (person === null) return null;
  return {
    id: person.id,
    status: person.status,
    hasPassword: person.passwordHash !== null,
    hasIdentity: person.identityCount > 0,
  };
}
