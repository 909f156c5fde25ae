/** What decides whether being signed in still holds. */
export interface SignInTimes {
  readonly endedAt: Date | null;
  readonly expiresAt: Date;
  readonly lastSeenAt: Date;
}

export type SignInEnd = "ended" | "expired" | "idle";

/** Why a sign-in no longer holds, or null while it does. The limits themselves are past the end. */
export function endOfSignIn(
  times: SignInTimes,
  { idleSecondsMax, now }: { readonly idleSecondsMax: number; readonly now: Date },
): SignInEnd | null {
  if (times.endedAt !== null) return "ended";
  if (times.expiresAt <= now) return "expired";
  if (now.getTime() - times.lastSeenAt.getTime() >= idleSecondsMax * 1000) return "idle";
  return null;
}

const WORDS: Readonly<Record<SignInEnd, string>> = {
  ended: "You signed out.",
  expired: "The sign-in reached its time limit.",
  idle: "The sign-in was not used for too long.",
};

export function describeSignInEnd(end: SignInEnd): string {
  return WORDS[end];
}
