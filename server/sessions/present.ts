import type { AccessMode, ConnectionKind } from "@/domain/connections/connection";
import { describeReason } from "@/domain/guardrails/describe-reason";
import type { OutputLine } from "@/domain/guardrails/guard-output";
import type { GuardrailAction, Outcome } from "@/domain/guardrails/guardrail";
import type { ComparedColumn } from "@/domain/masking/lineage/judge-comparing";
import type { MaskReportLine } from "@/domain/masking/masker";
import type { MaskedBy } from "@/domain/masking/masking-for";
import type { AnyKind } from "@/domain/masking/masking-rule";
import type { Actor } from "@/domain/people/user";
import { mayEndSession } from "@/domain/policy/decide-session";
import { isRefusalCode, publicRefusal } from "@/domain/refusal";
import { isOpen, type SessionState, type SessionVerb } from "@/domain/sessions/session";
import type { SessionRequest } from "../requests/request-of-session";
import type { KeptGuarding, KeptVerdict } from "./guarded/store";
import type { RecordingRow, Risk, SessionRecord, SessionSummary } from "./session-record";

export interface SessionRow {
  readonly id: string;
  readonly owner: { readonly name: string; readonly email: string };
  readonly connection: string;
  readonly kind: ConnectionKind;
  readonly mode: AccessMode;
  readonly verb: SessionVerb;
  readonly state: SessionState;
  /** Its first 500 characters in lists, the whole in the detail. */
  readonly statement: string;
  readonly statementCut: boolean;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly durationMs: number | null;
  readonly rows: number;
  readonly bytes: number;
  readonly maskedTotal: number;
  readonly masked: Readonly<Partial<Record<AnyKind, number>>>;
  readonly risk: Risk;
  readonly code: string | null;
}

export interface GuardedBy {
  readonly outcome: Outcome;
  /** Rule by rule, the most severe first. */
  readonly rules: readonly GuardedByRule[];
  /** How many reasons there were besides. */
  readonly leftOut: number;
}

interface GuardedByRule {
  readonly name: string;
  readonly action: GuardrailAction;
  readonly message: string;
  /** Sentences, each once, and the place in the statement that the first is about. */
  readonly reasons: readonly string[];
  readonly start: number;
  readonly end: number;
}

export interface SessionDetail extends SessionRow {
  readonly because: string | null;
  /** What to do next, when it did not end well. */
  readonly next: string | null;
  readonly maskedColumns: readonly MaskReportLine[];
  readonly riskReasons: readonly string[];
  readonly origin: string;
  readonly correlationId: string | null;
  readonly agentName: string | null;
  /** What let it run where a rule asked; `forced` when the glass was broken for it. */
  readonly request: SessionRequest | null;
  /** What guardrails said of its command; `null`: nothing. */
  readonly guardrails: GuardedBy | null;
  /** Masking rules that had a say in it, in their order; none: what is on out of the box masked alone. */
  readonly maskedBy: readonly Omit<MaskedBy, "version">[];
  /** Masked columns that its command compares at a price. */
  readonly compared: readonly ComparedColumn[];
  /** What guardrails on results did, and how often. */
  readonly outputGuarded: readonly OutputLine[];
  readonly recording: Omit<RecordingRow, "path"> | null;
  /** Whether this person may end it and it is still running. */
  readonly canEnd: boolean;
  readonly isOwner: boolean;
}

export function presentSession(session: SessionSummary): SessionRow {
  const { ownerName, ownerEmail, connectionName, startedAt, endedAt } = session;
  const { id, kind, mode, verb, state, statement, statementCut, rows, bytes } = session;
  const { masked, maskedTotal, risk, code } = session;
  return {
    ...{ id, kind, mode, verb, state, statement, statementCut, startedAt, endedAt, rows, bytes },
    ...{ masked, maskedTotal, risk, code },
    owner: { name: ownerName, email: ownerEmail },
    connection: connectionName,
    durationMs: endedAt === null ? null : Math.max(0, endedAt.getTime() - startedAt.getTime()),
  };
}

export interface SessionView extends KeptGuarding {
  readonly actor: Actor;
  readonly session: SessionRecord;
  readonly agentName: string | null;
  readonly request: SessionRequest | null;
  readonly maskedBy: readonly MaskedBy[];
  readonly compared: readonly ComparedColumn[];
}

export function presentSessionDetail({
  actor,
  session,
  agentName,
  request,
  guardrails,
  maskedBy,
  compared,
  outputGuarded,
}: SessionView): SessionDetail {
  const { because, maskedColumns, riskReasons, origin, correlationId, code, ownerId } = session;
  const isOwner = ownerId === actor.userId;
  return {
    ...presentSession(session),
    ...{ because, maskedColumns, riskReasons, origin, correlationId, agentName, isOwner, request },
    guardrails: guardrails === null ? null : presentGuardedBy(guardrails),
    maskedBy: maskedBy.map(({ id, name, isExempt }) => ({ id, name, isExempt })),
    compared,
    outputGuarded: outputGuarded ?? [],
    next: code !== null && isRefusalCode(code) ? publicRefusal(code, "").next : null,
    recording: presentRecording(session.recording),
    canEnd: isOpen(session.state) && mayEndSession(actor, session),
  };
}

function presentRecording(recording: RecordingRow | null): SessionDetail["recording"] {
  if (recording === null) return null;
  const { records, bytes, head, closedAt } = recording;
  return { records, bytes, head, closedAt };
}

function presentGuardedBy({ outcome, reasons, leftOut }: KeptVerdict): GuardedBy {
  const keys = [...new Set(reasons.map(({ ruleId, action }) => `${ruleId} ${action}`))];
  const rules = keys.flatMap((key) => {
    const ofRule = reasons.filter(({ ruleId, action }) => `${ruleId} ${action}` === key);
    const [first] = ofRule;
    if (first === undefined) return [];
    const { rule: name, action, message, start, end } = first;
    return [{ name, action, message, start, end, reasons: sentencesOf(ofRule) }];
  });
  return { outcome, rules, leftOut };
}

function sentencesOf(reasons: KeptVerdict["reasons"]): string[] {
  return [...new Set(reasons.map(describeReason))];
}
