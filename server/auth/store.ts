import type { SignInTimes } from "@/domain/people/sign-in";
import type { SignInId, UserId, UserStatus } from "@/domain/people/user";
import type { Tx } from "../db/db";
import { SIGN_IN_KEY } from "../settings/sign-in-value";

export type SignInMethod = "local" | "oidc";

/** A sign-in with its person and their groups, read in one query because every request needs it. */
export interface SignInRecord extends SignInTimes {
  readonly id: SignInId;
  readonly method: SignInMethod;
  readonly createdAt: Date;
  readonly providerTokens: Uint8Array | null;
  /** The sign-in settings as their row holds them, read along because every request needs them. */
  readonly settings: unknown;
  readonly user: {
    readonly id: UserId;
    readonly name: string;
    readonly email: string;
    readonly status: UserStatus;
    readonly groups: readonly string[];
  };
}

interface SignInColumns extends SignInTimes {
  readonly id: SignInId;
  readonly method: SignInMethod;
  readonly createdAt: Date;
  readonly providerTokens: Uint8Array | null;
  readonly settings: unknown;
  readonly userId: UserId;
  readonly name: string;
  readonly email: string;
  readonly status: UserStatus;
  readonly groups: string[];
}

export async function findSignIn(tx: Tx, id: SignInId): Promise<SignInRecord | null> {
  const rows = await tx.$queryRaw<SignInColumns[]>`
    SELECT s.id, s.method, s."createdAt", s."expiresAt", s."lastSeenAt", s."endedAt",
      s."providerTokens", u.id AS "userId", u.name, u.email, u.status,
      ARRAY(
        SELECT DISTINCT g.name::text FROM membership m JOIN "group" g ON g.id = m."groupId"
        WHERE m."userId" = u.id ORDER BY 1
      ) AS groups, (SELECT value FROM setting WHERE key = ${SIGN_IN_KEY}) AS settings
    FROM sign_in s JOIN "user" u ON u.id = s."userId"
    WHERE s.id = ${id}`;
  const [row] = rows;
  if (row === undefined) return null;
  const { userId, name, email, status, groups, ...signIn } = row;
  return { ...signIn, user: { id: userId, name, email, status, groups } };
}

/** Some sign-ins as they are now, ended ones with the reason; an id without a row is left out. */
export async function findSignIns(
  tx: Tx,
  ids: readonly SignInId[],
): Promise<(SignInRecord & { readonly endedBecause: string | null })[]> {
  const rows = await tx.$queryRaw<(SignInColumns & { readonly endedBecause: string | null })[]>`
    SELECT s.id, s.method, s."createdAt", s."expiresAt", s."lastSeenAt", s."endedAt",
      s."endedBecause", s."providerTokens", u.id AS "userId", u.name, u.email, u.status,
      ARRAY(
        SELECT DISTINCT g.name::text FROM membership m JOIN "group" g ON g.id = m."groupId"
        WHERE m."userId" = u.id ORDER BY 1
      ) AS groups, (SELECT value FROM setting WHERE key = ${SIGN_IN_KEY}) AS settings
    FROM sign_in s JOIN "user" u ON u.id = s."userId"
    WHERE s.id = ANY(${[...ids]})`;
  return rows.map(({ userId, name, email, status, groups, ...signIn }) => ({
    ...signIn,
    user: { id: userId, name, email, status, groups },
  }));
}

export interface NewSignIn {
  readonly id: SignInId;
  readonly userId: UserId;
  readonly method: SignInMethod;
  readonly userAgent: string;
  readonly address: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly providerTokens: Uint8Array | null;
}

export async function insertSignIn(tx: Tx, signIn: NewSignIn): Promise<void> {
  const { providerTokens, ...rest } = signIn;
  await tx.signIn.create({
    data: {
      ...rest,
      lastSeenAt: signIn.createdAt,
      providerTokens: providerTokens === null ? null : Uint8Array.from(providerTokens),
    },
    select: { id: true },
  });
}

/** Notes that the person is here, at most once per `staleBefore` window, whoever asks first. */
export async function touchSignIn(
  tx: Tx,
  signIn: { readonly id: SignInId; readonly userId: UserId },
  { now, staleBefore }: { readonly now: Date; readonly staleBefore: Date },
): Promise<void> {
  const { count } = await tx.signIn.updateMany({
    where: { id: signIn.id, endedAt: null, lastSeenAt: { lt: staleBefore } },
    data: { lastSeenAt: now },
  });
  if (count === 1) await saveLastSeen(tx, signIn.userId, now);
}

export async function saveLastSeen(tx: Tx, userId: UserId, now: Date): Promise<void> {
  await tx.user.updateMany({ where: { id: userId }, data: { lastSeenAt: now } });
}

export interface SignInEnding {
  readonly now: Date;
  readonly because: string;
}

/** Compare-and-set: only the caller that ended it gets the person's e-mail, everyone else null. */
export async function markEnded(
  tx: Tx,
  id: SignInId,
  { now, because }: SignInEnding,
): Promise<string | null> {
  const rows = await tx.$queryRaw<{ email: string }[]>`
    UPDATE sign_in s
    SET "endedAt" = ${now}, "endedBecause" = ${because}, "providerTokens" = NULL
    FROM "user" u
    WHERE s.id = ${id} AND s."endedAt" IS NULL AND u.id = s."userId"
    RETURNING u.email`;
  return rows[0]?.email ?? null;
}

/** Sign-ins that began before the lifetime was shortened end by it too. */
export async function saveShorterLifetime(tx: Tx, lifetimeSeconds: number): Promise<void> {
  await tx.$executeRaw`
    UPDATE sign_in SET "expiresAt" = "createdAt" + make_interval(secs => ${lifetimeSeconds}::int)
    WHERE "endedAt" IS NULL
      AND "expiresAt" > "createdAt" + make_interval(secs => ${lifetimeSeconds}::int)`;
}

export interface SignInSummary extends SignInTimes {
  readonly id: SignInId;
  readonly method: SignInMethod;
  readonly userAgent: string;
  readonly address: string;
  readonly createdAt: Date;
}

const SUMMARY = {
  id: true,
  method: true,
  userAgent: true,
  address: true,
  createdAt: true,
  lastSeenAt: true,
  expiresAt: true,
  endedAt: true,
} as const;

export async function pageOpenSignIns(
  tx: Tx,
  userId: UserId,
  rowsMax: number,
): Promise<SignInSummary[]> {
  const rows = await tx.signIn.findMany({
    where: { userId, endedAt: null },
    orderBy: { lastSeenAt: "desc" },
    take: rowsMax,
    select: SUMMARY,
  });
  return rows.map((row) => ({
    ...row,
    id: row.id as SignInId,
    method: row.method as SignInMethod,
  }));
}

export interface OverdueSignIn extends SignInTimes {
  readonly id: SignInId;
}

export async function pageOverdue(
  tx: Tx,
  limits: { readonly now: Date; readonly idleBefore: Date; readonly rowsMax: number },
): Promise<OverdueSignIn[]> {
  const rows = await tx.signIn.findMany({
    where: {
      endedAt: null,
      OR: [{ expiresAt: { lte: limits.now } }, { lastSeenAt: { lte: limits.idleBefore } }],
    },
    take: limits.rowsMax,
    select: { id: true, endedAt: true, expiresAt: true, lastSeenAt: true },
  });
  return rows.map((row) => ({ ...row, id: row.id as SignInId }));
}

/** Takes the row's lock and returns the tokens as they are now; null when ended or without tokens. */
export async function lockProviderTokens(tx: Tx, id: SignInId): Promise<Uint8Array | null> {
  const rows = await tx.$queryRaw<{ providerTokens: Uint8Array | null }[]>`
    SELECT "providerTokens" FROM sign_in WHERE id = ${id} AND "endedAt" IS NULL FOR UPDATE`;
  return rows[0]?.providerTokens ?? null;
}

export async function saveProviderTokens(tx: Tx, id: SignInId, tokens: Uint8Array): Promise<void> {
  await tx.signIn.updateMany({
    where: { id, endedAt: null },
    data: { providerTokens: Uint8Array.from(tokens) },
  });
}

export interface AttemptCount {
  readonly count: number;
  readonly windowEndsAt: Date;
}

/** Counts one attempt, atomically; a window that is over starts anew. */
export async function countAttempt(
  tx: Tx,
  key: string,
  { now, windowEndsAt }: { readonly now: Date; readonly windowEndsAt: Date },
): Promise<AttemptCount> {
  const rows = await tx.$queryRaw<AttemptCount[]>`
    INSERT INTO sign_in_attempt (key, count, "windowEndsAt") VALUES (${key}, 1, ${windowEndsAt})
    ON CONFLICT (key) DO UPDATE SET
      count = CASE WHEN sign_in_attempt."windowEndsAt" <= ${now} THEN 1
        ELSE LEAST(sign_in_attempt.count + 1, 1000000) END,
      "windowEndsAt" = CASE WHEN sign_in_attempt."windowEndsAt" <= ${now} THEN ${windowEndsAt}
        ELSE sign_in_attempt."windowEndsAt" END
    RETURNING count, "windowEndsAt"`;
  return rows[0] ?? { count: Number.POSITIVE_INFINITY, windowEndsAt };
}

export async function forgetAttempts(tx: Tx, key: string): Promise<void> {
  await tx.signInAttempt.deleteMany({ where: { key } });
}

/** Takes back one attempt that turned out to be right. */
export async function uncountAttempt(tx: Tx, key: string): Promise<void> {
  await tx.signInAttempt.updateMany({
    where: { key, count: { gt: 0 } },
    data: { count: { decrement: 1 } },
  });
}

export async function deleteOldRows(
  tx: Tx,
  {
    attemptsBefore,
    signInsBefore,
  }: { readonly attemptsBefore: Date; readonly signInsBefore: Date },
): Promise<void> {
  await tx.signInAttempt.deleteMany({ where: { windowEndsAt: { lt: attemptsBefore } } });
  await tx.signIn.deleteMany({ where: { endedAt: { lt: signInsBefore } } });
}
