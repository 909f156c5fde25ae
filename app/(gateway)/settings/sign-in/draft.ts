import { groupsFromClaims, hasClaim } from "@/domain/people/provider-groups";
import { type Role, type RoleMapping, roleOf } from "@/domain/people/role";
import { SIGN_IN_SETTING_LIMITS as LIMITS } from "@/domain/people/sign-in-settings";
import type { Inputs, Outputs } from "@/server/api/root";

const MINUTE_SECONDS = 60;
const HOUR_SECONDS = 3600;

/** A line of the mapping as it is typed; `key` keeps the rows apart while they are edited. */
export interface DraftMapping extends RoleMapping {
  readonly key: number;
}

/** The settings as they are typed: numbers are text until they are sent. */
export interface SignInDraft {
  readonly groupsClaim: string;
  readonly roleMappings: readonly DraftMapping[];
  readonly lifetimeHours: string;
  readonly idleMinutes: string;
}

type Settings = Outputs["settings"]["signIn"];

export function draftOf(settings: Settings): SignInDraft {
  return {
    groupsClaim: settings.groupsClaim,
    roleMappings: settings.roleMappings.map((line, key) => ({ ...line, key })),
    lifetimeHours: shortNumber(settings.lifetimeSeconds / HOUR_SECONDS),
    idleMinutes: shortNumber(settings.idleSecondsMax / MINUTE_SECONDS),
  };
}

export type Change = Inputs["settings"]["saveSignIn"];

/** What is sent, or the sentence that says what is wrong with what was typed. */
export function changeOf(draft: SignInDraft, version: number): Change | string {
  const lifetimeSeconds = seconds(draft.lifetimeHours, HOUR_SECONDS);
  const idleSecondsMax = seconds(draft.idleMinutes, MINUTE_SECONDS);
  if (draft.groupsClaim.trim() === "") return "The groups claim is empty.";
  if (draft.roleMappings.some(({ group }) => group.trim() === "")) {
    return "A line of the role mapping has no group.";
  }
  if (lifetimeSeconds === null) return "A sign-in lasts between one minute and thirty days.";
  if (idleSecondsMax === null) return "The idle limit is between one minute and thirty days.";
  return { ...testOf(draft), lifetimeSeconds, idleSecondsMax, version };
}

/** The part that a test is made with. */
export function testOf({ groupsClaim, roleMappings }: SignInDraft) {
  return {
    groupsClaim: groupsClaim.trim(),
    roleMappings: roleMappings.map(({ match, group, role }) => ({
      ...{ match, group: group.trim(), role },
    })),
  };
}

export interface Judgement {
  readonly hasClaim: boolean;
  readonly groups: readonly string[];
  readonly dropped: number;
  readonly role: Role;
}

/** What the settings as typed would make of these claims: the same functions that sign people in. */
export function judge(
  draft: SignInDraft,
  { claims, localGroups }: { readonly claims: unknown; readonly localGroups: readonly string[] },
): Judgement {
  const { groupsClaim, roleMappings } = testOf(draft);
  const { groups, dropped } = groupsFromClaims(claims, groupsClaim);
  const role = roleOf([...groups, ...localGroups], roleMappings);
  return { hasClaim: hasClaim(claims, groupsClaim), groups, dropped, role };
}

function seconds(text: string, unitSeconds: number): number | null {
  const value = Math.round(Number(text.replace(",", ".")) * unitSeconds);
  const isWithin = value >= LIMITS.secondsMin && value <= LIMITS.lifetimeSecondsMax;
  return text.trim() !== "" && Number.isFinite(value) && isWithin ? value : null;
}

function shortNumber(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}
