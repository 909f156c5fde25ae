import type { ColumnPlan, Masker, MaskReportLine } from "@/domain/masking/masker";
import type { Column } from "@/domain/rows/column";
import type {
  ColumnsPayload,
  EndPayload,
  FailurePayload,
  NoticePayload,
} from "@/protocol/payloads";
import type { TargetFailure, TargetMessage } from "../drivers/driver";
import type { OutputStage } from "./output-stage";

const TEXT_LIMITS = {
  textCharactersMax: 64 * 1024,
  columnNameCharactersMax: 256,
  tagCharactersMax: 200,
  reportLinesMax: 10_000,
  /** Above this many lines a report does without column names, which a target can make long. */
  reportNamesMax: 1_000,
} as const;

/** Masks and guards every text of a target before it becomes a payload. Whole, then cut: never half a value. */
export class MaskedTexts {
  private readonly masker: Masker;
  private readonly output: OutputStage;

  constructor(masker: Masker, output: OutputStage) {
    this.masker = masker;
    this.output = output;
  }

  columns(columns: readonly Column[], plans: readonly ColumnPlan[]): ColumnsPayload {
    return {
      columns: columns.map(({ name, type, typeId, origin }, index) => ({
        ...{ name: this.name(name), type, typeId, origin, masked: wordOf(plans[index]) },
      })),
    };
  }

  notice(notice: TargetMessage): NoticePayload {
    return {
      ...{ severity: notice.severity, code: notice.state, message: this.text(notice.message) },
      ...{ detail: this.optional(notice.detail), hint: this.optional(notice.hint) },
    };
  }

  failure(failure: TargetFailure): FailurePayload {
    return {
      ...{ code: failure.code, message: this.text(failure.message), position: failure.position },
      ...{ detail: this.optional(failure.detail), hint: this.optional(failure.hint) },
    };
  }

  tag(tag: Uint8Array): string {
    return this.text(tag).slice(0, TEXT_LIMITS.tagCharactersMax);
  }

  /** Words of ours that name what is the target's. */
  words(text: string): string {
    return this.text(new TextEncoder().encode(text));
  }

  report(lines: readonly MaskReportLine[]): EndPayload["masked"] {
    const named = lines.length <= TEXT_LIMITS.reportNamesMax;
    return lines.slice(0, TEXT_LIMITS.reportLinesMax).map(({ result, column, kind, count }) => ({
      ...{ result, kind, count, column: named && column !== null ? this.name(column) : null },
    }));
  }

  private text(bytes: Uint8Array): string {
    const masked = this.output.text(this.masker.text(bytes));
    return cut(new TextDecoder().decode(masked), TEXT_LIMITS.textCharactersMax);
  }

  private optional(bytes: Uint8Array | null): string | null {
    return bytes === null ? null : this.text(bytes);
  }

  /** A function of the target can make a column's name of anything. */
  private name(name: string): string {
    const masked = this.text(new TextEncoder().encode(name));
    return cut(masked, TEXT_LIMITS.columnNameCharactersMax);
  }
}

function wordOf(plan: ColumnPlan | undefined): ColumnsPayload["columns"][number]["masked"] {
  if (plan === undefined) return "scan";
  return plan.kind === "whole" ? plan.as : plan.kind;
}

function cut(text: string, charactersMax: number): string {
  return text.length <= charactersMax ? text : `${text.slice(0, charactersMax - 1)}…`;
}
