import {
  type AccessRule,
  type Approvals,
  type Needs,
  RULE_LIMITS,
  type RuleCommands,
} from "@/domain/requests/access-rule";
import { REQUEST_LIMITS, type RequestKind } from "@/domain/requests/request";
import {
  DURATION_CHOICES,
  secondsOf,
  TIMEOUT_CHOICES,
  type TimeDraft,
  timeDraftOf,
} from "./time-draft";

/** What stands in the fields of the form: text as typed, also when it is no number yet. */
export interface RuleFormDraft extends AskedDraft {
  readonly name: string;
  readonly description: string;
  readonly enabled: boolean;
  readonly connections: readonly string[];
  readonly tags: readonly string[];
  readonly commands: RuleCommands;
  readonly reasonRequired: boolean;
  readonly adminsApproveThemselves: boolean;
  readonly selfApproval: boolean;
}

/** The part that a connection's own tab asks as well: what, of whom, by whom and until when. */
export interface AskedDraft {
  readonly kind: RequestKind;
  readonly needs: Needs["kind"];
  /** Kept while `needs` is for all, so that choosing again brings them back. */
  readonly needsGroups: readonly string[];
  readonly approverGroups: readonly string[];
  readonly approvals: Approvals["kind"];
  readonly approvalsCount: string;
  readonly breakGlassGroups: readonly string[];
  /** Names of integrations. */
  readonly tells: readonly string[];
  readonly timeout: TimeDraft;
  readonly duration: TimeDraft;
}

export type Objections = Partial<
  Record<
    | "name"
    | "scope"
    | "commands"
    | "needs"
    | "approverGroups"
    | "approvals"
    | "timeout"
    | "duration",
    string
  >
>;

const DEFAULT_SECONDS = { timeout: 3_600, duration: 172_800 } as const;

export function emptyAsked(): AskedDraft {
  return {
    ...{ kind: "action", needs: "all", needsGroups: [], approverGroups: [], approvals: "each" },
    ...{
      breakGlassGroups: [],
      tells: [],
      approvalsCount: "2",
      timeout: timeDraftOf(DEFAULT_SECONDS.timeout, TIMEOUT_CHOICES),
    },
    duration: timeDraftOf(DEFAULT_SECONDS.duration, DURATION_CHOICES),
  };
}

export function emptyDraft(): RuleFormDraft {
  return {
    ...{ name: "", description: "", enabled: true, connections: [], tags: [], commands: "all" },
    ...{ reasonRequired: false, adminsApproveThemselves: true },
    ...{ selfApproval: false, ...emptyAsked() },
  };
}

type AskedRule = Pick<
  AccessRule,
  | "kind"
  | "needs"
  | "approverGroups"
  | "approvals"
  | "breakGlassGroups"
  | "timeoutSeconds"
  | "durationSecondsMax"
> & { readonly tells: readonly string[] };

export function askedOf(rule: AskedRule): AskedDraft {
  const { kind, needs, approverGroups, approvals, breakGlassGroups, tells } = rule;
  return {
    ...{ kind, needs: needs.kind, needsGroups: needs.kind === "all" ? [] : needs.groups },
    ...{ approverGroups, approvals: approvals.kind, breakGlassGroups, tells },
    approvalsCount: approvals.kind === "count" ? String(approvals.count) : "2",
    timeout: timeDraftOf(rule.timeoutSeconds, TIMEOUT_CHOICES),
    duration: timeDraftOf(rule.durationSecondsMax, DURATION_CHOICES),
  };
}

export type StoredRule = Omit<AccessRule, "version" | "id"> & {
  readonly description: string;
  readonly tells: readonly string[];
};

export function draftOf(rule: StoredRule): RuleFormDraft {
  const { name, description, enabled, commands, scope, reasonRequired } = rule;
  const { adminsApproveThemselves, selfApproval } = rule;
  return {
    ...{ name, description, enabled, commands, reasonRequired },
    ...{ adminsApproveThemselves, selfApproval, ...askedOf(rule) },
    ...{ connections: scope.connections, tags: scope.tags },
  };
}

/** What both doors send. What is no number yet is nothing, and the gateway says so. */
export function askedBody(draft: AskedDraft) {
  const { kind, needs, approvals } = draft;
  const count = Number(draft.approvalsCount);
  return {
    kind,
    needs: needs === "all" ? { kind: needs } : { kind: needs, groups: [...draft.needsGroups] },
    approverGroups: [...draft.approverGroups],
    ...{ breakGlassGroups: [...draft.breakGlassGroups], tells: [...draft.tells] },
    approvals:
      approvals === "count"
        ? { kind: approvals, count: isCount(count) ? count : 1 }
        : { kind: approvals },
    timeoutSeconds: wholeOrNothing(secondsOf(draft.timeout)),
    durationSecondsMax: wholeOrNothing(secondsOf(draft.duration)),
  };
}

export function ruleBody(draft: RuleFormDraft) {
  const { name, description, enabled, reasonRequired } = draft;
  const { adminsApproveThemselves, selfApproval } = draft;
  return {
    ...{ name: name.trim(), description, enabled, ...askedBody(draft) },
    scope: { connections: [...draft.connections], tags: [...draft.tags] },
    commands: draft.kind === "jit" ? ("all" as const) : draft.commands,
    ...{ reasonRequired, adminsApproveThemselves, selfApproval },
  };
}

const { timeoutSecondsMin, timeoutSecondsMax, windowSecondsMin, windowSecondsMax } = REQUEST_LIMITS;

/** What must be put right before it can be sent, by field. The gateway checks again. */
export function objectionsToAsked(draft: AskedDraft): Objections {
  const found: Objections = {};
  if (draft.needs === "groups" && draft.needsGroups.length === 0) {
    found.needs = "Choose at least one group.";
  }
  if (draft.approverGroups.length === 0) found.approverGroups = "Who approves? Choose a group.";
  if (draft.approvals === "count" && !isCount(Number(draft.approvalsCount))) {
    found.approvals = `1 to ${RULE_LIMITS.approvalsMax}.`;
  }
  if (!isWithin(secondsOf(draft.timeout), timeoutSecondsMin, timeoutSecondsMax)) {
    found.timeout = "From 1 minute to 7 days.";
  }
  if (!isWithin(secondsOf(draft.duration), windowSecondsMin, windowSecondsMax)) {
    found.duration = "From 1 minute to 30 days.";
  }
  return found;
}

export function objectionsTo(draft: RuleFormDraft): Objections {
  const found = objectionsToAsked(draft);
  if (draft.name.trim() === "") found.name = "What is it called?";
  if (draft.connections.length === 0 && draft.tags.length === 0) {
    found.scope = "Name a connection or a tag.";
  }
  return found;
}

/** A connection's tag without a value is written `key=` here. */
const TAG_PATTERN = /^[a-z0-9][a-z0-9._/-]{0,62}=[^=]{0,200}$/;

export function objectionToTag(tag: string): string | null {
  return TAG_PATTERN.test(tag) ? null : "Write key=value, the key in small letters: env=prod.";
}

function isCount(count: number): boolean {
  return isWithin(count, 1, RULE_LIMITS.approvalsMax);
}

function isWithin(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}

function wholeOrNothing(seconds: number): number {
  return Number.isInteger(seconds) && seconds >= 0 && seconds <= 1_000_000_000 ? seconds : 0;
}
