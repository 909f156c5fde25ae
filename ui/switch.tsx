"use client";
import { classes } from "./classes";

export interface SwitchProps {
  /** What is on or off, for people who hear the page. */
  readonly label: string;
  readonly checked: boolean;
  readonly disabled?: boolean;
  readonly onChange: (checked: boolean) => void;
}

/** On or off at once, without saving. */
export function Switch({ label, checked, disabled = false, onChange }: SwitchProps) {
  return (
    <button
      type="button"
      role="switch"
      aria-label={label}
      aria-checked={checked}
      disabled={disabled}
      onClick={() => onChange(!checked)}
      className="inline-flex h-6 w-10 shrink-0 items-center justify-center rounded-full disabled:opacity-50"
    >
      <span
        aria-hidden
        className={classes(
          "flex h-5 w-9 items-center rounded-full border px-0.5 transition-colors",
          checked ? "border-transparent bg-accent" : "border-control bg-sunken",
        )}
      >
        <span
          className={classes(
            "size-3.5 rounded-full transition-transform",
            checked ? "translate-x-4 bg-on-accent" : "bg-muted",
          )}
        />
      </span>
    </button>
  );
}
