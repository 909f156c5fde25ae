"use client";
import { Check, Lock } from "lucide-react";
import type { KeyboardEvent } from "react";
import { classes } from "@/ui/classes";
import { Link } from "@/ui/link";
import { accessHref } from "../places";
import type { GridParts } from "./access-grid";
import { type Column, isOn, isPending } from "./pending";

/** The grid on a wide screen: arrows walk, space turns a cell, the headers turn a row or a column. */
export function GridTable({ grid, pending, mayEdit, onFlip }: GridParts) {
  const { groups, connections } = grid;
  return (
    <div className="max-h-[72dvh] overflow-auto rounded-lg border border-line bg-surface shadow-low">
      <table className="w-max min-w-full border-separate border-spacing-0 text-sm">
        <caption className="sr-only">Which groups may use which connections</caption>
        <thead>
          <tr>
            <th
              scope="col"
              className="sticky top-0 left-0 z-20 border-r border-b border-line bg-sunken px-3 py-2 text-start text-xs font-medium text-muted"
            >
              Group
            </th>
            {connections.map((column) => (
              <th
                key={column.name}
                scope="col"
                className="sticky top-0 z-10 max-w-36 min-w-24 border-b border-line bg-sunken px-2 py-2 text-xs font-medium"
              >
                <Link
                  href={accessHref(column.name)}
                  title={column.name}
                  className="block truncate font-mono hover:text-accent hover:underline"
                >
                  {column.name}
                </Link>
                {mayEdit && (
                  <HeaderButton
                    label={`All groups shown, on ${column.name}`}
                    onClick={() => onFlip(groups.map((group) => ({ column, group: group.name })))}
                  />
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody onKeyDown={walk}>
          {groups.map((group, row) => (
            <tr key={group.name} className="group/row">
              <th
                scope="row"
                className="sticky left-0 z-10 max-w-64 border-r border-b border-line-soft bg-surface px-3 py-1 text-start font-normal group-hover/row:bg-hover"
              >
                <span className="flex items-center gap-2">
                  <span className="min-w-0 flex-1 truncate" title={group.name}>
                    {group.name}
                  </span>
                  {group.source === "idp" && (
                    <Lock aria-label="of the identity provider" className="size-3 text-faint" />
                  )}
                  {mayEdit && (
                    <HeaderButton
                      label={`${group.name}, on all connections shown`}
                      onClick={() =>
                        onFlip(connections.map((column) => ({ column, group: group.name })))
                      }
                    />
                  )}
                </span>
              </th>
              {connections.map((column, at) => (
                <Cell
                  key={column.name}
                  place={`${row}:${at}`}
                  column={column}
                  group={group.name}
                  parts={{ pending, mayEdit, onFlip }}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface CellProps {
  /** Row and column, as the arrow keys find it. */
  readonly place: string;
  readonly column: Column;
  readonly group: string;
  readonly parts: Pick<GridParts, "pending" | "mayEdit" | "onFlip">;
}

function Cell({ place, column, group, parts }: CellProps) {
  const { pending, mayEdit, onFlip } = parts;
  const on = isOn(pending, column, group);
  const changed = isPending(pending, column, group);
  return (
    <td className="border-b border-line-soft p-0.5 text-center group-hover/row:bg-hover">
      <button
        type="button"
        aria-pressed={on}
        aria-label={`${group} may use ${column.name}${changed ? ", not saved" : ""}`}
        aria-disabled={!mayEdit}
        data-cell={place}
        tabIndex={place === "0:0" ? 0 : -1}
        onClick={() => mayEdit && onFlip([{ column, group }])}
        className={classes(
          "inline-flex size-7 items-center justify-center rounded-md border",
          changed ? "border-accent-line bg-accent-soft text-accent" : "border-transparent text-ink",
          mayEdit && "hover:border-control",
        )}
      >
        {on ? (
          <Check aria-hidden className="size-4" />
        ) : (
          <span aria-hidden className="size-1 rounded-full bg-line" />
        )}
      </button>
    </td>
  );
}

function HeaderButton({
  label,
  onClick,
}: {
  readonly label: string;
  readonly onClick: () => void;
}) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      onClick={onClick}
      className="rounded px-1 text-2xs text-faint hover:bg-hover hover:text-ink"
    >
      all
    </button>
  );
}

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

function walk(event: KeyboardEvent<HTMLTableSectionElement>) {
  const step = STEPS[event.key];
  const place = event.target instanceof HTMLElement ? event.target.dataset["cell"] : undefined;
  if (step === undefined || place === undefined) return;
  const [row = 0, at = 0] = place.split(":").map(Number);
  const next = event.currentTarget.querySelector<HTMLElement>(
    `[data-cell="${row + step[0]}:${at + step[1]}"]`,
  );
  if (next === null) return;
  event.preventDefault();
  next.focus();
}
