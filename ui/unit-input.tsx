"use client";
import type { ComponentProps } from "react";
import { classes } from "./classes";
import { CONTROL, useFieldProps } from "./field";

export interface UnitInputProps extends Omit<ComponentProps<"input">, "type"> {
  readonly unit: string;
}

/** A number with its unit beside it, so that nobody must guess. */
export function UnitInput({ unit, className, ...rest }: UnitInputProps) {
  return (
    <span className={classes("relative block", className)}>
      <input
        inputMode="decimal"
        {...useFieldProps()}
        {...rest}
        type="text"
        className={classes(CONTROL, "tabular h-8 pr-20 text-sm")}
      />
      <span className="pointer-events-none absolute top-1/2 right-2.5 -translate-y-1/2 text-xs text-muted">
        {unit}
      </span>
    </span>
  );
}
