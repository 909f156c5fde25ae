import type { UserId } from "../domain/people/user";
import type { Deps } from "../server/deps";
import { createLocalUser } from "../server/people/create-local-user";
import { hashPassword } from "../server/people/password";

export const PASSWORD = "correct horse battery";
let hashed: Promise<string> | null = null;

export interface LocalPerson {
  readonly id: UserId;
  readonly email: string;
}

/** A local account in groups, with the password of all tests' people (hashed once a file). */
export async function aLocalPerson(
  deps: Deps,
  name: string,
  ...groups: readonly string[]
): Promise<LocalPerson> {
  hashed ??= hashPassword(PASSWORD);
  const passwordHash = await hashed;
  const email = `${name}@corp.test`;
  const { id } = await deps.db.transaction((tx) =>
    createLocalUser(tx, { actor: null, name, email, passwordHash, groups }),
  );
  return { id, email };
}

/** What was audited, oldest first: `event subject`. */
export async function auditTrail(deps: Deps): Promise<string[]> {
  const rows = await deps.db.read.auditEvent.findMany({
    orderBy: { id: "asc" },
    select: { event: true, subject: true },
  });
  return rows.map((row) => `${row.event} ${row.subject}`);
}
