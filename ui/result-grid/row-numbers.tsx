import { memo } from "react";
import { formatCount } from "../bytes";
import { gridSizes } from "./grid-column";

export interface RowNumbersProps {
  readonly first: number;
  /** One past the last. */
  readonly end: number;
  /** What a row's number is less its key. */
  readonly shift: number;
  readonly width: number;
}

/**
 * The numbers of the rows in view, which stay at the left. They are one sticky box beside the rows
 * and not a sticky cell in each, which the browser would place and paint one by one; to those who
 * hear the page each row tells its number itself.
 */
export const RowNumbers = memo(function RowNumbers({ first, end, shift, width }: RowNumbersProps) {
  const rows = Array.from({ length: end - first }, (_, index) => first + index);
  return (
    <div aria-hidden className="sticky left-0 z-[1] h-0" style={{ width }}>
      {rows.map((row) => (
        <div
          key={row - shift}
          data-row={row}
          data-column={-1}
          className="tabular absolute right-0 left-0 border-r border-b border-line-soft bg-sunken pr-2 text-end text-2xs leading-[27px] text-faint"
          style={{ top: (row - shift) * gridSizes.rowPx, height: gridSizes.rowPx }}
        >
          {formatCount(row + 1)}
        </div>
      ))}
    </div>
  );
});
