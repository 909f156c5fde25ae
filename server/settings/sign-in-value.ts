import { z } from "zod";
import { DEFAULT_ROLE_MAPPINGS } from "@/domain/people/role";
import {
  SIGN_IN_SETTING_LIMITS as LIMITS,
  MAPPED_ROLES,
  type SignInSettings,
} from "@/domain/people/sign-in-settings";
import type { Env } from "../env";

export const SIGN_IN_KEY = "signIn";

const seconds = z.number().int().min(LIMITS.secondsMin).max(LIMITS.lifetimeSecondsMax);

const roleMapping = z.strictObject({
  match: z.enum(["exact", "prefix"]),
  group: z.string().trim().min(1).max(LIMITS.groupCharactersMax),
  role: z.enum(MAPPED_ROLES),
});

const claimName = z.string().trim().min(1).max(LIMITS.claimCharactersMax);

/** The form of the settings, as they are stored and as they are sent. */
export const signInSettings = z.strictObject({
  groupsClaim: claimName,
  roleMappings: z.array(roleMapping).max(LIMITS.mappingsMax),
  lifetimeSeconds: seconds,
  idleSecondsMax: seconds,
});

/** What a test of unsaved settings is made with. */
export const signInDraft = signInSettings.pick({ groupsClaim: true, roleMappings: true });
export type SignInDraft = z.infer<typeof signInDraft>;

/** What the row holds; `version` counts the savings, so that two admins do not undo each other. */
const stored = signInSettings.extend({ version: z.number().int().min(1) });

export interface StoredSignInSettings extends SignInSettings {
  /** 0 while nobody saved any: then the environment and the defaults say. */
  readonly version: number;
}

/** Settings out of their row; without one, what the environment gives. A damaged row is a bug, no default. */
export function signInSettingsOf(env: Env, value: unknown): StoredSignInSettings {
  if (value !== null && value !== undefined) return stored.parse(value);
  return {
    groupsClaim: env.OIDC_GROUPS_CLAIM,
    roleMappings: DEFAULT_ROLE_MAPPINGS,
    lifetimeSeconds: env.GATEHOUSE_SIGN_IN_SECONDS,
    idleSecondsMax: env.GATEHOUSE_SIGN_IN_IDLE_SECONDS,
    version: 0,
  };
}
