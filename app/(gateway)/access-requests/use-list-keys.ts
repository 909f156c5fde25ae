"use client";
import { type RefObject, useEffect, useRef } from "react";

interface ListKeys {
  /** `x` on a row. */
  readonly onChoose: (href: string) => void;
  /** `a`: with what is chosen, or the row that has the focus. */
  readonly onApprove: (href: string | null) => void;
}

const STEPS: Readonly<Record<string, number>> = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };

/** `j` and `k` walk the rows of a table from anywhere, the arrows from a row; Enter opens as always. */
export function useListKeys(list: RefObject<HTMLElement | null>, keys: ListKeys): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  }, [keys]);
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (isForOthers(event)) return;
      const rows = [...(list.current?.querySelectorAll<HTMLElement>("[data-row-link]") ?? [])];
      const at = rows.findIndex((row) => row.closest("tr")?.contains(document.activeElement));
      const href = rows[at]?.getAttribute("href") ?? null;
      const step = STEPS[event.key];
      if (step !== undefined) walk(event, { rows, at, step });
      else if (event.key === "x" && href !== null) act(event, () => latest.current.onChoose(href));
      else if (event.key === "a") act(event, () => latest.current.onApprove(href));
    }
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [list]);
}

interface Walk {
  readonly rows: readonly HTMLElement[];
  readonly at: number;
  readonly step: number;
}

function walk(event: KeyboardEvent, { rows, at, step }: Walk): void {
  if (at < 0 && event.key.startsWith("Arrow")) return;
  const next = rows[Math.max(0, at + step)];
  if (next === undefined) return;
  act(event, () => next.focus());
}

function act(event: KeyboardEvent, doIt: () => void): void {
  event.preventDefault();
  doIt();
}

/** Typed into a field or a dialog, a shortcut of the browser, or heard by somebody already. */
function isForOthers(event: KeyboardEvent): boolean {
  const { target, ctrlKey, metaKey, altKey, defaultPrevented } = event;
  if (ctrlKey || metaKey || altKey || defaultPrevented) return true;
  const at = target instanceof Element ? target : null;
  return at?.closest("input:not([type=checkbox]), textarea, select, [role=dialog]") != null;
}
