import { roleOf } from "@/domain/people/role";
import type { Actor, SignInId, UserId } from "@/domain/people/user";
import type { Deps } from "../deps";
import { readSignInSettings } from "../settings/read-sign-in-settings";
import { findPersonAsActor } from "./store";

/**
 * A person as they are now, who came by neither a sign-in nor a key: proved by what `cameBy` names.
 * `null` when they are inactive or gone.
 */
export async function actorOfPerson(
  deps: Deps,
  userId: UserId,
  cameBy: string,
): Promise<Actor | null> {
  const person = await findPersonAsActor(deps.db.read, userId);
  if (person === null || person.status !== "active") return null;
  const { roleMappings } = await readSignInSettings(deps);
  return {
    ...{ userId, name: person.name, email: person.email, status: person.status },
    ...{ groups: person.groups, role: roleOf(person.groups, roleMappings) },
    // No row has this id: nothing that is started by it is ended with a sign-in.
    signInId: cameBy as SignInId,
  };
}
