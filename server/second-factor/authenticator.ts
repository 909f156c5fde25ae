import { Secret, TOTP } from "otpauth";

/** RFC 6238 as every authenticator app speaks it. A code of the step before or after is right too. */
const CODE_LIMITS = {
  digits: 6,
  stepSeconds: 30,
  stepsAsideMax: 1,
  secretBytes: 20,
} as const;

const ISSUER = "Gatehouse";

export function newSecret(): string {
  return new Secret({ size: CODE_LIMITS.secretBytes }).base32;
}

/** What an app reads from the picture. */
export function enrolmentUri(secret: string, account: string): string {
  return generator(secret, account).toString();
}

/** The step whose code this is, near now; null when it is no such code. */
export function stepOfCode(secret: string, code: string, now: Date): number | null {
  // The library compares bytes and throws where a character takes more than one.
  if (!/^\d{6}$/.test(code)) return null;
  const timestamp = now.getTime();
  const delta = generator(secret, "").validate({
    ...{ token: code, timestamp, window: CODE_LIMITS.stepsAsideMax },
  });
  if (delta === null) return null;
  return Math.floor(timestamp / (CODE_LIMITS.stepSeconds * 1000)) + delta;
}

export function codeAt(secret: string, now: Date): string {
  return generator(secret, "").generate({ timestamp: now.getTime() });
}

function generator(secret: string, label: string): TOTP {
  const { digits, stepSeconds } = CODE_LIMITS;
  return new TOTP({
    ...{ issuer: ISSUER, label, algorithm: "SHA1", digits, period: stepSeconds },
    secret: Secret.fromBase32(secret),
  });
}
