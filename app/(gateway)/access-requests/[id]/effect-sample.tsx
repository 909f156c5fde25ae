import type { Outputs } from "@/server/api/root";
import { formatCount } from "@/ui/bytes";
import { classes } from "@/ui/classes";

export type Preview = NonNullable<Outputs["previews"]["latest"]>;

type Cells = readonly (string | null)[];
type Column = NonNullable<Preview["sample"]>["columns"][number];

interface EffectSampleProps {
  readonly sample: NonNullable<Preview["sample"]>;
  readonly effect: NonNullable<Preview["effect"]>;
}

const CAPTION: Readonly<Record<EffectSampleProps["effect"]["sample"], string>> = {
  "before-and-after": "before and after",
  before: "as they were before",
  after: "as they would be",
  returned: "as the command returns them",
  none: "",
};
const CELL = "max-w-60 truncate px-2 py-1 text-left align-top whitespace-nowrap";

/** Rows of the sample; side by side where both are known, with what changes marked. */
export function EffectSample({ sample, effect }: EffectSampleProps) {
  const { columns, rows } = sample;
  const isBoth = effect.sample === "before-and-after";
  const shown = isBoth ? columns.slice(columns.length / 2) : columns;
  if (rows.length === 0) return null;
  const more = (effect.affected ?? rows.length) - rows.length;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.
    <section aria-label="Sample rows" tabIndex={0} className="overflow-x-auto">
      <table className="w-full border-collapse font-mono text-xs">
        <caption className="pb-1 text-left font-sans text-muted">
          Rows {CAPTION[effect.sample]}
          {more > 0 && `, the first ${formatCount(rows.length)} of them`}
        </caption>
        <thead>
          <tr className="border-b border-line">
            {isBoth && <th className={CELL}>row</th>}
            {shown.map(({ name }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns may share a name and never move.
              <th key={index} scope="col" className={CELL}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        {rows.map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a sample is never sorted.
          <tbody key={index} className="border-b border-line-soft">
            {isBoth ? (
              <Both row={row} columns={shown} />
            ) : (
              <Line cells={row} columns={shown} other={null} />
            )}
          </tbody>
        ))}
      </table>
    </section>
  );
}

function Both({ row, columns }: { readonly row: Cells; readonly columns: readonly Column[] }) {
  const before = row.slice(0, columns.length);
  const after = row.slice(columns.length);
  // A row that is only there before or after is all NULL in the other half.
  const isNew = before.every((cell) => cell === null);
  const isGone = after.every((cell) => cell === null);
  return (
    <>
      {!isNew && (
        <Line
          label={isGone ? "deleted" : "before"}
          cells={before}
          columns={columns}
          other={isGone ? null : after}
        />
      )}
      {!isGone && (
        <Line
          label={isNew ? "new" : "after"}
          cells={after}
          columns={columns}
          other={isNew ? null : before}
        />
      )}
    </>
  );
}

interface LineProps {
  readonly label?: string;
  readonly cells: Cells;
  readonly columns: readonly Column[];
  /** The same row on the other side. */
  readonly other: Cells | null;
}

function Line({ label, cells, columns, other }: LineProps) {
  return (
    <tr>
      {label !== undefined && (
        <th scope="row" className={classes(CELL, "font-sans font-normal text-muted")}>
          {label}
        </th>
      )}
      {cells.map((cell, index) => {
        const isMasked = columns[index]?.isMasked === true && cell !== null;
        const isChanged = other !== null && other[index] !== cell;
        const look = classes(
          CELL,
          isChanged && "bg-warn-soft font-semibold",
          isMasked && "text-accent",
        );
        return (
          <td
            // biome-ignore lint/suspicious/noArrayIndexKey: cells of one row never move.
            key={index}
            className={look}
            title={isMasked ? "Masked: whether it changes is not shown" : (cell ?? "NULL")}
          >
            {cell ?? <i className="text-muted">NULL</i>}
            {isChanged && <span className="sr-only"> (changed)</span>}
          </td>
        );
      })}
    </tr>
  );
}
