import type { Role } from "../../domain/people/role";

/**
 * What a route answers somebody: it does what it is for (also when the request then fails for another
 * reason), it says that the role does not include it, or it says that there is no such thing.
 */
export type Word = "yes" | "role" | "absent";

/** Whose the object is that a route is asked about. */
export const OWNERS = ["own", "foreign", "absent"] as const;
export type Owner = (typeof OWNERS)[number];

/** How much of a noun a role reaches: all there is, its own, nothing of it, or not even the route. */
export type Reach = "all" | "own" | "none" | "role";

export type Reaches = Readonly<Record<Role, Reach>>;

/** A route whose answer depends on nothing but the role. */
export interface PlainRow {
  readonly input?: unknown;
  readonly roles: readonly Role[];
}

/** A route that is asked about an object. */
export interface ObjectRow<Kind extends string> {
  readonly object: Kind;
  readonly input: (name: string) => unknown;
  readonly reach: Reaches;
}

const WORDS: Readonly<Record<Reach, Readonly<Record<Owner, Word>>>> = {
  all: { own: "yes", foreign: "yes", absent: "absent" },
  own: { own: "yes", foreign: "absent", absent: "absent" },
  none: { own: "absent", foreign: "absent", absent: "absent" },
  role: { own: "role", foreign: "role", absent: "role" },
};

export function wordOf(reach: Reach, owner: Owner): Word {
  return WORDS[reach][owner];
}

/** Admins alone; everyone else does not even have the route. */
export const ADMINS: Reaches = { admin: "all", auditor: "role", approver: "role", member: "role" };
/** Admins and auditors. */
export const EVIDENCE: Reaches = { ...ADMINS, auditor: "all" };
/** Everybody's own, nobody else's. */
export const EVERYBODYS_OWN: Reaches = {
  ...{ admin: "own", auditor: "own", approver: "own", member: "own" },
};
