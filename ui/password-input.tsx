"use client";
import { Eye, EyeOff } from "lucide-react";
import { type ComponentProps, useState } from "react";
import { classes } from "./classes";
import { CONTROL, useFieldProps } from "./field";

export const PASSWORD_CHARACTERS_MIN = 12;

/** A secret as dots, with a button that shows it. */
export function PasswordInput({ className, ...rest }: Omit<ComponentProps<"input">, "type">) {
  const [shown, setShown] = useState(false);
  const Icon = shown ? EyeOff : Eye;
  return (
    <span className={classes("relative block", className)}>
      <input
        spellCheck={false}
        autoCapitalize="none"
        {...useFieldProps()}
        {...rest}
        type={shown ? "text" : "password"}
        className={classes(CONTROL, "h-8 pr-9 text-sm")}
      />
      <button
        type="button"
        aria-label="Show the password"
        aria-pressed={shown}
        onClick={() => setShown(!shown)}
        className="absolute top-1 right-1 flex size-6 items-center justify-center rounded text-muted hover:text-ink"
      >
        <Icon aria-hidden className="size-4" />
      </button>
    </span>
  );
}

const LEVELS = [
  ["Easy to guess", "bg-bad-solid"],
  ["Could be longer", "bg-warn-dot"],
  ["Good", "bg-ok-dot"],
  ["Strong", "bg-ok-dot"],
] as const;
const GOOD_CHARACTERS = 16;
const STRONG_CHARACTERS = 20;
const DISTINCT_MIN = 6;

/** 0 to 3. Length counts most; a few characters repeated stay easy to guess. */
export function passwordLevel(password: string): 0 | 1 | 2 | 3 {
  const distinct = new Set(password.toLowerCase()).size;
  if (password.length < PASSWORD_CHARACTERS_MIN || distinct < DISTINCT_MIN) return 0;
  if (password.length >= STRONG_CHARACTERS) return 3;
  return password.length >= GOOD_CHARACTERS ? 2 : 1;
}

/** A hint while typing; the gateway decides. */
export function PasswordStrength({ password }: { readonly password: string }) {
  const missing = PASSWORD_CHARACTERS_MIN - password.length;
  const level = passwordLevel(password);
  const [word, colour] = LEVELS[level];
  if (password === "") return null;
  return (
    <div className="mt-1.5">
      <div aria-hidden className="flex gap-1">
        {LEVELS.map(([name], index) => (
          <span
            key={name}
            className={classes("h-1 flex-1 rounded-full", index <= level ? colour : "bg-line")}
          />
        ))}
      </div>
      <p aria-live="polite" className="mt-1 text-xs text-muted">
        {missing > 0
          ? `${missing} more ${missing === 1 ? "character" : "characters"} needed`
          : word}
      </p>
    </div>
  );
}
