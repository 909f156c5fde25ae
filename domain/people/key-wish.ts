import type { ApiKey, KeyMaker } from "./api-key";
import { groupsOfKey } from "./api-key";
import { readCidr } from "./cidr";

/** What somebody asks for when they make a key. */
export type KeyWish = Pick<ApiKey, "scopes" | "isBound" | "groups" | "addresses" | "expiresAt">;

export const KEY_LIMITS = {
  daysMax: 365,
  daysDefault: 90,
  addressesMax: 20,
  groupsMax: 50,
} as const;
const DAY_MS = 24 * 3600 * 1000;

export type KeyObjection =
  | { readonly because: "no-scope" | "no-group" | "groups-of-bound" | "vote-unbound" }
  | { readonly because: "past" | "too-long" }
  | { readonly because: "not-your-group"; readonly group: string }
  | { readonly because: "not-a-block" | "bits-beyond-prefix"; readonly block: string };

/** The first reason why this key cannot be made, or null. */
export function objectionToKey(wish: KeyWish, maker: KeyMaker, now: Date): KeyObjection | null {
  if (wish.scopes.length === 0) return { because: "no-scope" };
  if (wish.scopes.includes("requests:vote") && !wish.isBound) return { because: "vote-unbound" };
  return objectionToGroups(wish, maker) ?? objectionToTime(wish, now) ?? objectionToBlocks(wish);
}

function objectionToGroups(wish: KeyWish, maker: KeyMaker): KeyObjection | null {
  if (wish.isBound) return wish.groups.length > 0 ? { because: "groups-of-bound" } : null;
  if (wish.groups.length === 0) return { because: "no-group" };
  const given = groupsOfKey(wish, maker);
  const foreign = wish.groups.find((group) => !given.includes(group));
  return foreign === undefined ? null : { because: "not-your-group", group: foreign };
}

function objectionToTime({ expiresAt }: KeyWish, now: Date): KeyObjection | null {
  const ms = expiresAt.getTime() - now.getTime();
  // Not a comparison with the wrong side out: a date that is none compares as false.
  if (!(ms > 0)) return { because: "past" };
  return ms <= KEY_LIMITS.daysMax * DAY_MS ? null : { because: "too-long" };
}

function objectionToBlocks({ addresses }: KeyWish): KeyObjection | null {
  for (const block of addresses) {
    const read = readCidr(block);
    if (read.kind === "block") continue;
    const because = read.because === "not-an-address" ? "not-a-block" : read.because;
    return { because, block };
  }
  return null;
}

const WORDS: Readonly<Record<KeyObjection["because"], string>> = {
  "no-scope": "A key needs at least one scope.",
  "no-group": "A key that does not act as you needs at least one group.",
  "groups-of-bound": "A key that acts as you has your groups; give it none of its own.",
  "vote-unbound": "Votes are people: only a key that acts as you may vote.",
  past: "The expiry has passed already.",
  "too-long": `A key lasts at most ${KEY_LIMITS.daysMax} days.`,
  "not-your-group": "You are not in the group",
  "not-a-block": "This is no block of addresses:",
  "bits-beyond-prefix": "The address has bits beyond its prefix:",
};

export function describeObjection(objection: KeyObjection): string {
  const words = WORDS[objection.because];
  if ("group" in objection) return `${words} ${objection.group}.`;
  return "block" in objection ? `${words} ${objection.block}` : words;
}
