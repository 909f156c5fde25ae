import { createHash } from "node:crypto";
import { isIPv6 } from "node:net";
import { Refusal } from "@/domain/refusal";
import { recordAudit } from "../audit/record-audit";
import type { Tx } from "../db/db";
import type { Deps } from "../deps";
import { describeOrigin, type RequestOrigin } from "./origin";
import { countAttempt, forgetAttempts, uncountAttempt } from "./store";

const SIGN_IN_LIMITS = {
  accountFailuresMax: 5,
  addressFailuresMax: 20,
  windowSeconds: 15 * 60,
} as const;

export interface AttemptKeys {
  readonly account: string;
  readonly address: string;
}

/** The account is named by a hash, known or not: an attempt row tells nobody who exists. */
export function attemptKeys(email: string, address: string): AttemptKeys {
  const digest = createHash("sha256").update(email).digest("hex").slice(0, 40);
  return { account: `account:${digest}`, address: `address:${networkOf(address)}` };
}

/**
 * Counts the attempt before the password is looked at, so that parallel guesses count too. Refuses when
 * the address or the account has used up its tries, whether or not the account exists. An address that
 * is over its limit counts against no account: it can neither lock people out nor fill the table.
 */
export async function admitAttempt(deps: Deps, keys: AttemptKeys, origin: string): Promise<void> {
  const now = deps.now();
  const { accountFailuresMax, addressFailuresMax } = SIGN_IN_LIMITS;
  const byAddress = { key: keys.address, max: addressFailuresMax, now, origin };
  const byAccount = { key: keys.account, max: accountFailuresMax, now, origin };
  const endsAt = await deps.db.transaction(
    async (tx) => (await countOne(tx, byAddress)) ?? (await countOne(tx, byAccount)),
  );
  if (endsAt !== null) throw tooManyTries(endsAt, now);
}

interface Counting {
  readonly key: string;
  readonly max: number;
  readonly now: Date;
  readonly origin: string;
}

/** When the window ends, if the limit is passed; null otherwise. Audited once a window, not each time. */
async function countOne(tx: Tx, { key, max, now, origin }: Counting): Promise<Date | null> {
  const windowEndsAt = new Date(now.getTime() + SIGN_IN_LIMITS.windowSeconds * 1000);
  const attempts = await countAttempt(tx, key, { now, windowEndsAt });
  if (attempts.count <= max) return null;
  if (attempts.count === max + 1) {
    const after = { because: "too many tries", failuresMax: max };
    await recordAudit(tx, { actor: null, event: "signIn.limited", subject: key, after, origin });
  }
  return attempts.windowEndsAt;
}

/**
 * Counts a key that was refused. Such tries are counted apart from passwords, and a right key is never
 * held up by them: it cannot be guessed, so the limit is for the noise.
 */
export async function countWrongKey(deps: Deps, origin: RequestOrigin): Promise<void> {
  const now = deps.now();
  const endsAt = await deps.db.transaction((tx) =>
    countOne(tx, {
      ...{ key: `key:${networkOf(origin.address)}`, max: SIGN_IN_LIMITS.addressFailuresMax },
      ...{ now, origin: describeOrigin(origin) },
    }),
  );
  if (endsAt !== null) throw tooManyTries(endsAt, now);
}

function tooManyTries(endsAt: Date, now: Date): Refusal {
  const minutes = Math.max(1, Math.ceil((endsAt.getTime() - now.getTime()) / 60_000));
  const because = `Too many tries. Try again in ${minutes} minutes.`;
  return new Refusal("LIMIT.TRIES", because, { minutes });
}

/** A right password clears the account's count and takes back its own try from the address. */
export async function clearAttempts(deps: Deps, keys: AttemptKeys): Promise<void> {
  await deps.db.transaction(async (tx) => {
    await uncountAttempt(tx, keys.address);
    await forgetAttempts(tx, keys.account);
  });
}

/** Takes back a try that was no failure and no success: the password was right, a code is still to come. */
export async function takeBackAttempt(deps: Deps, keys: AttemptKeys): Promise<void> {
  await deps.db.transaction(async (tx) => {
    await uncountAttempt(tx, keys.address);
    await uncountAttempt(tx, keys.account);
  });
}

/** An IPv6 customer owns a /64, so that is what counts as one address. */
function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, "");
  if (!isIPv6(plain)) return plain.slice(0, 64);
  const [head = "", tail] = plain.split("::");
  const front = head === "" ? [] : head.split(":");
  const back = tail === undefined || tail === "" ? [] : tail.split(":");
  const missing = tail === undefined ? 0 : Math.max(0, 8 - front.length - back.length);
  const groups = [...front, ...Array.from({ length: missing }, () => "0"), ...back];
  return `${groups.slice(0, 4).join(":")}::/64`.toLowerCase();
}
