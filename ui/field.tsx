"use client";
import { ChevronDown, CircleAlert } from "lucide-react";
import { type ComponentProps, createContext, type ReactNode, useContext, useId } from "react";
import { classes } from "./classes";

interface FieldIds {
  readonly id: string;
  readonly describedBy: string | undefined;
  readonly invalid: boolean;
}
const FieldContext = createContext<FieldIds | null>(null);

/** Ids and flags that tie a control to the label, help and error of the field around it. */
export function useFieldProps() {
  const field = useContext(FieldContext);
  if (field === null) return {};
  return {
    id: field.id,
    "aria-describedby": field.describedBy,
    "aria-invalid": field.invalid || undefined,
  };
}

export interface FieldProps {
  readonly label: ReactNode;
  readonly help?: ReactNode;
  /** What is wrong and how to put it right; shown instead of nothing, beside the help. */
  readonly error?: string | null | undefined;
  readonly optional?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A label, one control, its help and its error. The control inside finds its ids by itself. */
export function Field({ label, help, error, optional, className, children }: FieldProps) {
  const id = useId();
  const hasError = error !== undefined && error !== null && error !== "";
  const describedBy = classes(help ? `${id}-help` : null, hasError && `${id}-error`) || undefined;
  return (
    <FieldContext value={{ id, describedBy, invalid: hasError }}>
      <div className={classes("min-w-0", className)}>
        <label htmlFor={id} className="mb-1 flex items-baseline gap-1.5 text-sm font-medium">
          {label}
          {optional && <span className="text-xs font-normal text-faint">optional</span>}
        </label>
        {children}
        {hasError && <FieldError id={`${id}-error`}>{error}</FieldError>}
        {help && (
          <p id={`${id}-help`} className="mt-1 text-xs text-muted">
            {help}
          </p>
        )}
      </div>
    </FieldContext>
  );
}

function FieldError({ id, children }: { readonly id: string; readonly children: ReactNode }) {
  return (
    <p id={id} className="mt-1 flex items-start gap-1 text-xs text-bad">
      <CircleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
      {children}
    </p>
  );
}

export interface FieldGroupProps {
  readonly legend: ReactNode;
  readonly help?: ReactNode;
  readonly error?: string | null | undefined;
  readonly children: ReactNode;
}

/** Several controls under one question, as a set of checkboxes. */
export function FieldGroup({ legend, help, error, children }: FieldGroupProps) {
  const id = useId();
  const hasError = error !== undefined && error !== null && error !== "";
  const describedBy = classes(help ? `${id}-help` : null, hasError && `${id}-error`) || undefined;
  return (
    <fieldset aria-describedby={describedBy} className="min-w-0">
      <legend className="mb-1 text-sm font-medium">{legend}</legend>
      {children}
      {hasError && <FieldError id={`${id}-error`}>{error}</FieldError>}
      {help && (
        <p id={`${id}-help`} className="mt-1 text-xs text-muted">
          {help}
        </p>
      )}
    </fieldset>
  );
}

/** The look of every control that holds a value. */
export const CONTROL =
  "block w-full rounded-md border border-control bg-surface px-2.5 text-ink shadow-low transition-colors hover:border-muted focus-visible:outline-offset-0 aria-invalid:border-bad disabled:bg-sunken disabled:text-muted [&[readonly]]:bg-sunken";

export function Input({ className, ...rest }: ComponentProps<"input">) {
  return (
    <input {...useFieldProps()} {...rest} className={classes(CONTROL, "h-8 text-sm", className)} />
  );
}

export function Textarea({ className, ...rest }: ComponentProps<"textarea">) {
  return (
    <textarea
      {...useFieldProps()}
      {...rest}
      className={classes(CONTROL, "min-h-20 py-1.5 text-sm", className)}
    />
  );
}

export interface Choice {
  readonly value: string;
  readonly label: string;
}

export interface SelectProps extends Omit<ComponentProps<"select">, "children"> {
  readonly choices: readonly Choice[];
  /** Shown while nothing is chosen; cannot be chosen again. */
  readonly placeholder?: string;
}

/** The platform's own list: it knows every keyboard, screen reader and phone. */
export function Select({ choices, placeholder, className, ...rest }: SelectProps) {
  return (
    <span className={classes("relative block", className)}>
      <select
        {...useFieldProps()}
        {...rest}
        className={classes(CONTROL, "h-8 appearance-none pr-8 text-sm")}
      >
        {placeholder !== undefined && (
          <option value="" disabled>
            {placeholder}
          </option>
        )}
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
      <ChevronDown
        aria-hidden
        className="pointer-events-none absolute top-1/2 right-2.5 size-4 -translate-y-1/2 text-muted"
      />
    </span>
  );
}

export interface CheckboxProps extends Omit<ComponentProps<"input">, "type"> {
  readonly label: ReactNode;
  readonly help?: ReactNode;
}

export function Checkbox({ label, help, className, ...rest }: CheckboxProps) {
  const id = useId();
  return (
    <div className={classes("flex items-start gap-2", className)}>
      <input
        id={id}
        aria-describedby={help ? `${id}-help` : undefined}
        {...rest}
        type="checkbox"
        className="mt-[3px] size-4 shrink-0 rounded accent-accent"
      />
      <div className="min-w-0">
        <label htmlFor={id} className="text-sm">
          {label}
        </label>
        {help && (
          <p id={`${id}-help`} className="text-xs text-muted">
            {help}
          </p>
        )}
      </div>
    </div>
  );
}
