import { coverMessage } from "@/domain/masking/lineage/cover-message";
import type { AnyKind } from "@/domain/masking/masking-rule";
import { MYSQL_SENTENCES } from "@/domain/masking/mysql/sentences";
import type { ShapeOf } from "@/domain/masking/mysql/shapes";
import { lineageOfMysql, type MysqlLineage } from "@/domain/masking/mysql/statement-lineage";
import type { Column } from "@/domain/rows/column";
import type { StatementFacts } from "@/domain/statements/facts";
import type { TargetMessage } from "../driver";
import type { MysqlColumn } from "./columns";

const WITHHELD = new TextEncoder().encode(
  "The target's words are not shown: they could hold a value of a protected column.",
);
const WARNING = "01000";

export interface GuardWish {
  readonly statement: string;
  readonly database: string;
  readonly facts: readonly StatementFacts[];
  readonly shapeOf: ShapeOf;
  readonly unknown: AnyKind;
}

/**
 * Says of each column of each result what could flow into it, and keeps what a target says of a
 * statement that touches something protected to words that hold no value.
 */
export class Guard {
  private readonly lineages: readonly MysqlLineage[];
  private readonly wish: GuardWish;

  constructor(wish: GuardWish) {
    const { statement, facts, shapeOf, unknown } = wish;
    this.wish = wish;
    let isDoubted = false;
    this.lineages = facts.map((one) => {
      const text = statement.slice(one.start, one.end);
      const lineage = lineageOfMysql({ facts: one, text, shapeOf, unknown, isDoubted });
      isDoubted ||= lineage.leavesDoubt;
      return lineage;
    });
  }

  /** `at`: which statement of the text. */
  columns(at: number, columns: readonly MysqlColumn[]): readonly Column[] {
    const lineage = this.lineages[at];
    const told = lineage?.columns(columns);
    return columns.map(({ name, type, typeId }, index) => {
      const { kind, isStored } = told?.[index] ?? { kind: this.wish.unknown, isStored: false };
      const protectedAs = { protectedAs: kind, ...(isStored && { isStored: true }) };
      return {
        name: this.nameOf(name, { lineage, index }),
        type,
        typeId,
        origin: null,
        ...protectedAs,
      };
    });
  }

  /** All of what the statement does stands in it. */
  isSeen(at: number): boolean {
    return this.lineages[at]?.isOpaque === false;
  }

  /** A text that nobody sees can make a column's name of a value. */
  private nameOf(
    name: string,
    { lineage, index }: { readonly lineage: MysqlLineage | undefined; readonly index: number },
  ): string {
    return lineage?.isOpaque === false ? name : `column ${index + 1}`;
  }

  covered<Message extends TargetMessage>(at: number, message: Message): Message {
    const lineage = this.lineages[at];
    if (lineage?.touches === false) return message;
    const namesAreTyped = lineage?.isOpaque === false;
    // The server writes the database before names of which nobody typed it.
    const { statement, database } = this.wish;
    const typed = { statement: `${statement} ${database}`, namesAreTyped };
    const said = { message: new TextDecoder().decode(message.message), position: null };
    const shown = coverMessage(said, typed, MYSQL_SENTENCES);
    const text = shown === null ? WITHHELD : new TextEncoder().encode(shown);
    return { ...message, state: namesAreTyped ? message.state : WARNING, message: text };
  }
}
