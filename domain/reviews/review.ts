import type { UserId, UserStatus } from "../people/user";
import type { StatementKind } from "../statements/facts";
import type { Outcome } from "./outcome";

export const REVIEW_STATES = ["open", "completed", "cancelled"] as const;
export type ReviewState = (typeof REVIEW_STATES)[number];

/** The whole machine; what ended stays as it ended, in the store too. */
const NEXT_STATES: Record<ReviewState, readonly ReviewState[]> = {
  open: ["completed", "cancelled"],
  completed: [],
  cancelled: [],
};

export const SUBJECT_KINDS = ["group", "connection"] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];

export const VERDICTS = ["keep", "revoke"] as const;
export type Verdict = (typeof VERDICTS)[number];

export const REVIEW_LIMITS = {
  itemsMax: 5_000,
  reasonCharactersMax: 500,
  periodDaysMin: 7,
  periodDaysMax: 365,
  ownersMax: 20,
} as const;
export const DEFAULT_PERIOD_DAYS = 90;

/** What is reviewed: the people in a group, or everyone who may use a connection. */
export interface ReviewSubject {
  readonly kind: SubjectKind;
  readonly id: string;
  readonly name: string;
}

export interface Review {
  readonly id: string;
  readonly subject: ReviewSubject;
  readonly state: ReviewState;
  readonly periodDays: number;
  readonly startedAt: Date;
  readonly startedByName: string;
  readonly endedAt: Date | null;
  readonly endedByName: string | null;
}

export type MembershipSource = "local" | "idp";

/** A group that gives a person what is reviewed, and who put them there. */
export interface HeldGroup {
  readonly id: string;
  readonly name: string;
  readonly sources: readonly MembershipSource[];
}

/** One person, as they were when the review started, and what was decided about them. */
export interface ReviewItem {
  readonly number: number;
  readonly userId: UserId;
  readonly name: string;
  readonly email: string;
  readonly status: UserStatus;
  readonly groups: readonly HeldGroup[];
  /** The role gives it, whatever the groups: listed, not decided here. */
  readonly byRole: boolean;
  readonly lastUsedAt: Date | null;
  /** Within the period. */
  readonly sessions: number;
  /** Sessions of the period by what their statements did; one may count under several. */
  readonly kinds: Readonly<Partial<Record<StatementKind, number>>>;
  readonly verdict: Verdict | null;
  readonly reason: string;
  readonly decidedByName: string | null;
  readonly decidedAt: Date | null;
  readonly version: number;
  /** Null until the review is completed. */
  readonly outcome: Outcome | null;
}

export function canMove(from: ReviewState, to: ReviewState): boolean {
  return NEXT_STATES[from].includes(to);
}
