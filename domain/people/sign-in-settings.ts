import { ROLES, type RoleMapping } from "./role";

/** How people come in: what an admin may change while the gateway runs. */
export interface SignInSettings {
  /** The claim of the identity provider that holds the groups; may be a path. */
  readonly groupsClaim: string;
  readonly roleMappings: readonly RoleMapping[];
  readonly lifetimeSeconds: number;
  readonly idleSecondsMax: number;
}

export const SIGN_IN_SETTING_LIMITS = {
  claimCharactersMax: 200,
  mappingsMax: 100,
  groupCharactersMax: 100,
  secondsMin: 60,
  lifetimeSecondsMax: 30 * 24 * 3600,
} as const;

/** Roles that a group can give; who is given none is a member. */
export const MAPPED_ROLES = ROLES.filter((role) => role !== "member");

/** The first thing that is wrong with settings whose form is right, as a sentence; null when nothing is. */
export function objectionToSettings(settings: SignInSettings): string | null {
  const { roleMappings, lifetimeSeconds, idleSecondsMax } = settings;
  if (idleSecondsMax > lifetimeSeconds) {
    return "The idle limit is longer than a sign-in lasts.";
  }
  const seen = new Set<string>();
  for (const { match, group } of roleMappings) {
    const line = `${match} ${group}`;
    if (seen.has(line)) return `Two lines of the role mapping name ${group}.`;
    seen.add(line);
  }
  return null;
}
