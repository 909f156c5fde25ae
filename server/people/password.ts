import { hash, verify } from "@node-rs/argon2";
import { Refusal } from "@/domain/refusal";

export const PASSWORD_LIMITS = {
  charactersMin: 12,
  /** argon2 hashes what it is given; a bound keeps a huge body from costing more than a small one. */
  charactersMax: 200,
} as const;

/** argon2id (the package's default algorithm): 19 MiB, two passes, one lane. */
const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export async function hashPassword(plain: string): Promise<string> {
  return await hash(plain, ARGON2);
}

export async function verifyPassword(passwordHash: string, plain: string): Promise<boolean> {
  return await verify(passwordHash, plain);
}

export function requireStrongPassword(plain: string): void {
  if ([...plain].length < PASSWORD_LIMITS.charactersMin) {
    throw new Refusal("PEOPLE.PASSWORD_WEAK", "The password is too short.", {
      charactersMin: PASSWORD_LIMITS.charactersMin,
    });
  }
}
