import type { Deps } from "../deps";
import type { Env } from "../env";
import { StartProblem } from "../start-problem";
import { secretsWith } from "./box";
import { findMasterKey, makeMasterKey, masterKeyFile } from "./master-key";
import type { Secrets } from "./secrets";
import { findKeyCheck, holdsSecrets, saveKeyCheck } from "./store";

const PURPOSE = "master-key.check";
const CONTENT = "gatehouse";

/**
 * The secrets of this installation. At the first start a key is made; later the key must be the one
 * that the store's check value was sealed with, or StartProblem says which key is missing: going on
 * would lose every secret, or mix two keys.
 */
export async function openSecrets(env: Env, db: Deps["db"]): Promise<Secrets> {
  const check = await findKeyCheck(db.read);
  const found = findMasterKey(env);
  if (found === null && (check !== null || (await holdsSecrets(db.read)))) throw keyMissing(env);
  const secrets = secretsWith(found ?? makeMasterKey(env));
  if (check === null) {
    if (await holdsSecrets(db.read)) throw keyUnproved();
    await db.transaction((tx) => saveKeyCheck(tx, secrets.seal(PURPOSE, CONTENT)));
  }
  if (!opens(secrets, (await findKeyCheck(db.read)) ?? new Uint8Array())) throw keyIsAnother(env);
  return secrets;
}

function opens(secrets: Secrets, box: Uint8Array): boolean {
  try {
    return secrets.open(PURPOSE, box) === CONTENT;
  } catch {
    return false; // Altered, or sealed with another key: either way this key is not the store's.
  }
}

function keyMissing(env: Env): StartProblem {
  return new StartProblem(
    `The store holds encrypted secrets, but their master key is missing: there is no ${masterKeyFile(env)} ` +
      "and GATEHOUSE_MASTER_KEY is not set. Restore the key file from a backup or set GATEHOUSE_MASTER_KEY.",
  );
}

function keyIsAnother(env: Env): StartProblem {
  const where =
    env.GATEHOUSE_MASTER_KEY === undefined ? masterKeyFile(env) : "GATEHOUSE_MASTER_KEY";
  return new StartProblem(
    `The master key in ${where} is not the one that this store's secrets were encrypted with. ` +
      "Restore the right key; nothing was changed.",
  );
}

function keyUnproved(): StartProblem {
  return new StartProblem(
    "The store holds encrypted secrets but not the check value of their master key (table setting, " +
      `${PURPOSE}). Restore the store from a backup.`,
  );
}
