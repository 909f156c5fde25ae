import type { Catalogue } from "@/domain/masking/lineage/catalogue";
import { coverMessage, isPlainState } from "@/domain/masking/lineage/cover-message";
import { protectColumns } from "@/domain/masking/lineage/protect-columns";
import { lineageOfText, type StatementLineage } from "@/domain/masking/lineage/text-lineage";
import type { Column } from "@/domain/rows/column";
import type { StatementParser } from "@/domain/statements/facts";
import type { DriverEvent, TargetMessage } from "../driver";

const WITHHELD = new TextEncoder().encode(
  "The target's words are not shown: they could hold a value of a protected column.",
);
const WARNING = "01000";

export interface GuardWish {
  readonly catalogue: Catalogue;
  readonly statement: string;
  readonly parser: StatementParser;
}

/**
 * Says of each column of each result what could flow into it, and keeps what a target says of a
 * statement that touches something protected to words that hold no value.
 */
export class Guard {
  private readonly wish: GuardWish;
  private lineages: readonly StatementLineage[] | null = null;
  private result = 0;
  private described = false;

  constructor(wish: GuardWish) {
    this.wish = wish;
  }

  passed(event: DriverEvent): DriverEvent {
    switch (event.kind) {
      case "columns":
        return { kind: "columns", columns: this.columns(event.columns) };
      case "notice":
        return { kind: "notice", notice: this.covered(event.notice) };
      case "failure":
        return { kind: "failure", failure: this.covered(event.failure, event.failure.position) };
      case "complete":
        this.result += 1;
        this.described = false;
        return event;
      case "rows":
      case "notices-dropped":
      case "end":
        return event;
    }
  }

  /** Of a result of which the statement says nothing: by where the server says that they come from. */
  columns(columns: readonly Column[]): readonly Column[] {
    const { catalogue } = this.wish;
    // One statement describes one result; a second one is of something that was not seen.
    const lineage = this.described ? undefined : this.lineage();
    this.described = true;
    return protectColumns(columns, lineage, catalogue);
  }

  private lineage(): StatementLineage | undefined {
    const { catalogue, parser, statement } = this.wish;
    if (catalogue.unknown === null) return undefined;
    this.lineages ??= lineageOfText(parser.trees(statement) ?? [], catalogue);
    return this.lineages[this.result];
  }

  private covered<Message extends TargetMessage>(
    message: Message,
    position: number | null = null,
  ): Message {
    if (this.wish.catalogue.unknown === null || !this.mayTell()) return message;
    const shown = this.cover(message.message, position);
    const state = this.isTellable(message.state, position) ? message.state : WARNING;
    const [detail, hint] = [this.coverOptional(message.detail), this.coverOptional(message.hint)];
    return { ...message, state, message: shown ?? WITHHELD, detail, hint };
  }

  private mayTell(): boolean {
    const lineage = this.lineage();
    return lineage === undefined || lineage.touches || lineage.isOpaque || lineage.isUncertain;
  }

  private coverOptional(text: Uint8Array | null): Uint8Array | null {
    return text === null ? null : this.cover(text, null);
  }

  private cover(text: Uint8Array, position: number | null): Uint8Array | null {
    const typed = { statement: this.wish.statement, namesAreTyped: this.isSeen() };
    const shown = coverMessage({ message: new TextDecoder().decode(text), position }, typed);
    return shown === null ? null : new TextEncoder().encode(shown);
  }

  /** A text that nobody sees may choose among the states by a value. */
  private isTellable(state: string, position: number | null): boolean {
    return isPlainState(state) && (position !== null || this.isSeen());
  }

  /** All of what the statement does stands in it. */
  private isSeen(): boolean {
    const lineage = this.lineage();
    return lineage !== undefined && !lineage.isOpaque && !lineage.isUncertain;
  }
}
