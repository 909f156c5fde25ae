import type { Actor, UserId } from "@/domain/people/user";
import { Refusal } from "@/domain/refusal";
import { recordAudit } from "../audit/record-audit";
import type { Tx } from "../db/db";
import { newId } from "../ids";
import { ensureGroup } from "./ensure-group";
import { addMemberships, insertPassword, insertUser } from "./store";

export interface NewLocalUser {
  readonly actor: Actor | null;
  readonly name: string;
  /** Any case; kept in lower case. */
  readonly email: string;
  /** From `hashPassword`, made before the transaction so that it holds no lock meanwhile. */
  readonly passwordHash: string;
  readonly groups: readonly string[];
  readonly origin?: string;
}

/** A local account in local groups, which are created when missing. Refuses a taken e-mail. */
export async function createLocalUser(tx: Tx, input: NewLocalUser): Promise<{ id: UserId }> {
  const id = newId("usr") as UserId;
  const email = normalEmail(input.email);
  const created = await insertUser(tx, { id, name: input.name, email, source: "local" });
  if (!created) throw new Refusal("PEOPLE.EXISTS", `Somebody already has ${email}.`, { email });
  await insertPassword(tx, id, input.passwordHash);

  const groups = [];
  for (const name of new Set(input.groups)) groups.push(await ensureGroup(tx, name, input.actor));
  await addMemberships(tx, id, { groups, source: "local" });

  await recordAudit(tx, {
    actor: input.actor,
    event: "user.created",
    subject: email,
    after: { name: input.name, email, source: "local", groups: groups.map((group) => group.name) },
    origin: input.origin ?? "",
  });
  return { id };
}

export function normalEmail(email: string): string {
  return email.trim().toLowerCase();
}
