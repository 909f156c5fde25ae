import type { ConnectionKind, RunLimits } from "@/domain/connections/connection";
import type { DatabaseSettings } from "@/domain/connections/database-settings";
import type { ReachedRelation, StatementPlan } from "@/domain/guardrails/seen-at-target";
import type { ComparedColumn, TargetColumn } from "@/domain/masking/lineage/judge-comparing";
import type { ColumnMaskingRule } from "@/domain/masking/masking-rule";
import type { ProbedColumn } from "@/domain/masking/probe/probe";
import type { Refusal, RefusalCode } from "@/domain/refusal";
import type { Column } from "@/domain/rows/column";
import type { Relation } from "@/domain/statements/facts";

/**
 * Speaks one engine's protocol. Knows nothing of users, policy or recording, and of masking only which
 * columns are protected: what flows into a result, the target's catalogue must say.
 */
export interface Driver {
  /** What its kind can do stands in `domain/connections/kinds`, and all of that it does. */
  readonly kind: ConnectionKind;
  /** Connects and signs in. Throws a Refusal (`TARGET.…`) that holds no word of the target's. */
  open(target: Target, signal: AbortSignal): Promise<DriverSession>;
  /** Connects and signs in anew, and leaves again. Throws like `open`. */
  test(target: Target, signal: AbortSignal): Promise<TestedTarget>;
  /** Ends what the driver keeps warm. */
  close(): Promise<void>;
}

export interface Target {
  readonly settings: DatabaseSettings;
  /** Called once per open. The answer is never stored in clear, logged or sent back. */
  readonly password: () => string;
  readonly readOnly: boolean;
  /** Columns of a result say which of these could flow into them. */
  readonly protects: readonly ColumnMaskingRule[];
  /** Of those, which the one statement may compare although their rules ask something of that. */
  readonly granted?: readonly TargetColumn[];
  /** The target's own clock is told this too, as a second belt. */
  readonly durationSecondsMax: number;
}

export interface TestedTarget {
  readonly serverVersion: string;
  readonly tls: boolean;
}

/** What each of the relations that were asked for leads to. */
export type RelationsBehind = (named: Relation) => readonly ReachedRelation[];

export interface DriverSession {
  /**
   * What the target's catalogue says that these relations lead to: behind views and rules, kin by
   * inheritance. Before `run` or `preview`. Throws a Refusal when it cannot be read. Only by a driver
   * of a kind with the capability `relations`.
   */
  relationsBehind(named: readonly Relation[]): Promise<RelationsBehind>;
  /**
   * How the target would run each of these statements, which it does not; `null` where it does not tell.
   * Before `run` or `preview`. Only by a driver of a kind with the capability `plans`.
   */
  plansOf(statements: readonly string[]): Promise<readonly (StatementPlan | null)[]>;
  /**
   * Yields results one after another: at most one `columns`, then any `rows`, then one `complete` or
   * `failure`; `notice` anywhere; at last exactly one `end`. Once per session. Aborting the signal
   * cancels in the target; `end` comes when the target has stopped or a deadline passed.
   */
  run(statement: string, limits: RunLimits, signal: AbortSignal): AsyncIterable<DriverEvent>;
  /**
   * Runs one write in a transaction that is always rolled back. Yields what it would do as one result
   * (`PREVIEW_COLUMNS`), then a sample of the rows, and at last exactly one `end`. Only by a driver of a
   * kind with the capability `preview`; once per session, instead of `run`.
   */
  preview(statement: string, limits: RunLimits, signal: AbortSignal): AsyncIterable<DriverEvent>;
  /**
   * Which protected columns a statement compares that its rules let be compared at a price. Nothing of
   * the statement is sent. Throws a Refusal for what is refused, and when nobody can tell. Only by a
   * driver of a kind with the capability `comparisons`; instead of `run`.
   */
  compared(statement: string): Promise<readonly ComparedColumn[]>;
  /**
   * The columns of the target's own tables and views, with what attacks on them need. Throws a Refusal
   * when they cannot be read. Only by a driver with the capability `probe`; instead of `run`.
   */
  probeable(): Promise<readonly ProbedColumn[]>;
  /** Idempotent. A statement that still runs is cancelled first. */
  close(): Promise<void>;
}

export type DriverEvent =
  | { readonly kind: "columns"; readonly columns: readonly Column[] }
  /** Whole rows in the one row format: bytes, never values. */
  | { readonly kind: "rows"; readonly rowCount: number; readonly bytes: Uint8Array }
  | { readonly kind: "notice"; readonly notice: TargetMessage }
  /** How many notices came beyond the bound and were only counted. */
  | { readonly kind: "notices-dropped"; readonly count: number }
  | { readonly kind: "complete"; readonly tag: Uint8Array; readonly affected: number | null }
  | { readonly kind: "failure"; readonly failure: TargetFailure }
  /** `refusal` is null when everything ran to its end. Its words are ours, never the target's. */
  | { readonly kind: "end"; readonly refusal: Refusal | null };

/** Texts of a target, as bytes: they are masked before anybody reads them. */
export interface TargetMessage {
  readonly severity: string;
  /** SQLSTATE: five characters. */
  readonly state: string;
  readonly message: Uint8Array;
  readonly detail: Uint8Array | null;
  readonly hint: Uint8Array | null;
}

export interface TargetFailure extends TargetMessage {
  readonly code: RefusalCode;
  /** Characters of the statement, from 1. */
  readonly position: number | null;
}
