"use client";
import { Monitor, Moon, Sun } from "lucide-react";
import { useSyncExternalStore } from "react";
import { classes } from "./classes";
import { THEME_KEY, type ThemeChoice } from "./theme-script";

const EVENT = "gatehouse:theme";
const DARK_QUERY = "(prefers-color-scheme: dark)";

function isChoice(word: string | null): word is ThemeChoice {
  return word === "light" || word === "dark" || word === "system";
}

function readChoice(): ThemeChoice {
  try {
    const kept = window.localStorage.getItem(THEME_KEY);
    return isChoice(kept) ? kept : "system";
  } catch {
    // Storage can be forbidden; the system's theme then holds.
    return "system";
  }
}

function apply(choice: ThemeChoice) {
  const isDark =
    choice === "dark" || (choice === "system" && window.matchMedia(DARK_QUERY).matches);
  document.documentElement.dataset["theme"] = isDark ? "dark" : "light";
}

function choose(choice: string) {
  if (!isChoice(choice)) return;
  try {
    window.localStorage.setItem(THEME_KEY, choice);
  } catch {
    // Kept for this page only.
  }
  apply(choice);
  window.dispatchEvent(new Event(EVENT));
}

function subscribe(listener: () => void): () => void {
  const system = window.matchMedia(DARK_QUERY);
  const onChange = () => {
    apply(readChoice());
    listener();
  };
  window.addEventListener(EVENT, listener);
  window.addEventListener("storage", onChange);
  system.addEventListener("change", onChange);
  return () => {
    window.removeEventListener(EVENT, listener);
    window.removeEventListener("storage", onChange);
    system.removeEventListener("change", onChange);
  };
}

/** The theme on the page now, for what cannot read CSS variables (the SQL editor). */
export function useIsDark(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => document.documentElement.dataset["theme"] === "dark",
    () => false,
  );
}

export const THEME_CHOICES = [
  { value: "light", label: "Light", icon: Sun },
  { value: "dark", label: "Dark", icon: Moon },
  { value: "system", label: "System", icon: Monitor },
] as const;

/** What is chosen in this browser (`null` on the server), and how to choose. */
export function useTheme() {
  const choice = useSyncExternalStore<ThemeChoice | null>(subscribe, readChoice, () => null);
  return { choice, choose };
}

/** Light, dark, or what the system says; kept in this browser. */
export function ThemeToggle() {
  const { choice } = useTheme();
  return (
    <fieldset className="inline-flex rounded-md border border-line bg-sunken p-0.5">
      <legend className="sr-only">Theme</legend>
      {THEME_CHOICES.map(({ value, label, icon: Icon }) => (
        <label
          key={value}
          className={classes(
            "flex h-6 cursor-pointer items-center gap-1.5 rounded px-2 text-xs has-focus-visible:outline-2 has-focus-visible:outline-accent",
            choice === value
              ? "bg-surface font-medium text-ink shadow-low ring-1 ring-line"
              : "text-muted hover:text-ink",
          )}
        >
          <input
            type="radio"
            name="theme"
            value={value}
            checked={choice === value}
            onChange={() => choose(value)}
            className="sr-only"
          />
          <Icon aria-hidden className="size-3.5" />
          {label}
        </label>
      ))}
    </fieldset>
  );
}
