import { z } from "zod";
import type { Tx } from "../db/db";
import type { Deps } from "../deps";
import { findSignInSetting } from "./store";

/** What the setting `signIn` may say, in minutes. */
export const SIGN_IN_BOUNDS = { minutesMin: 5, lifetimeMinutesMax: 7 * 24 * 60 } as const;

const { minutesMin, lifetimeMinutesMax } = SIGN_IN_BOUNDS;
const minutes = z.number().int().min(minutesMin).max(lifetimeMinutesMax);

/** The value of the setting `signIn`; who never uses a sign-in cannot do so for longer than it lasts. */
export const signInSetting = z
  .strictObject({ lifetimeMinutes: minutes, idleMinutes: minutes })
  .refine(({ lifetimeMinutes, idleMinutes }) => idleMinutes <= lifetimeMinutes, {
    path: ["idleMinutes"],
    message: "The idle limit is at most the lifetime.",
  });

export interface SignInLimits {
  readonly lifetimeSecondsMax: number;
  readonly idleSecondsMax: number;
}

/** How long sign-ins last. The setting, else the environment; one that cannot be read grants nothing more. */
export async function readSignInLimits(deps: Deps, tx: Tx = deps.db.read): Promise<SignInLimits> {
  const { env } = deps;
  const given = signInSetting.safeParse(await findSignInSetting(tx)).data;
  if (given !== undefined) {
    const { lifetimeMinutes, idleMinutes } = given;
    return { lifetimeSecondsMax: lifetimeMinutes * 60, idleSecondsMax: idleMinutes * 60 };
  }
  return {
    lifetimeSecondsMax: env.GATEHOUSE_SIGN_IN_SECONDS,
    idleSecondsMax: env.GATEHOUSE_SIGN_IN_IDLE_SECONDS,
  };
}
