import { z } from "zod";
import {
  ATTACK_CLASSES,
  CHANNELS,
  FORMS,
  MATERIALS,
  OUTCOMES,
  PLAN_COLUMNS,
  PROBE_LIMITS,
  VERDICT_COLUMNS,
} from "@/domain/masking/probe/probe";
import { storable } from "../sessions/storable";

const { columnsMax, attacksOfColumnMax } = PROBE_LIMITS;
const text = z.string().max(4_096);
/** As the agent writes it: what masking put in its place is no number. */
const digits = z
  .string()
  .regex(/^\d{1,4}$/)
  .transform(Number);
const count = digits.pipe(z.number().max(1_000));

/** What an agent says of a column, and of an attack: anything else it says is not kept. */
const plannedRow = z.tuple([text, text, text, text, count, z.enum(MATERIALS), count]);
const verdictRow = z.tuple([
  ...[digits.pipe(z.number().max(columnsMax)), z.enum(ATTACK_CLASSES), text],
  ...[z.enum(OUTCOMES), text.nullable(), z.enum(FORMS).nullable(), z.enum(CHANNELS).nullable()],
] as const);

export type PlannedRow = z.infer<typeof plannedRow>;
export type VerdictRow = z.infer<typeof verdictRow>;

type Cells = readonly (string | null)[];

/** What has come of a probe so far. */
export class ReadVerdicts {
  readonly columns: PlannedRow[] = [];
  readonly verdicts: VerdictRow[] = [];
  /** Rows that say nothing that can be read: the rules that are attacked mask them too. */
  unread = 0;

  /** A row of the first result or the second. */
  add(result: number, raw: Cells): void {
    const cells = raw.map((cell) => (cell === null ? null : storable(cell)));
    if (result === 0 && this.columns.length < columnsMax) {
      const row = plannedRow.safeParse(cells.slice(0, PLAN_COLUMNS.length));
      if (row.success) this.columns.push(row.data);
      else this.unread += 1;
    }
    if (result === 1 && this.verdicts.length < columnsMax * attacksOfColumnMax) {
      const row = verdictRow.safeParse(cells.slice(0, VERDICT_COLUMNS.length));
      if (row.success) this.verdicts.push(row.data);
      else this.unread += 1;
    }
  }

  counts() {
    const of = (wanted: VerdictRow[3]) =>
      this.verdicts.filter(([, , , outcome]) => outcome === wanted).length;
    return {
      withstood: of("masked") + of("refused"),
      ...{ tried: this.verdicts.length, leaked: of("leaked"), guessable: of("guessable") },
      total: this.columns.reduce((sum, [, , , , attacks]) => sum + attacks, 0),
    };
  }
}
