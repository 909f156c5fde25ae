"use client";
import { type RefObject, useEffect, useRef, useState } from "react";
import { type LastRow, nextRow } from "./walk-rows";

interface ListKeys {
  /** `x` on a row. */
  readonly onChoose: (href: string) => void;
  /** `a`: with what is chosen, or the row that has the focus. */
  readonly onApprove: (href: string | null) => void;
}

const STEPS: Readonly<Record<string, number>> = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };

/**
 * `j` and `k` walk the rows of a table from anywhere, the arrows from a row; Enter opens as always.
 * Answers whether the keys are listened to yet: a page is drawn before it hears anything.
 */
export function useListKeys(list: RefObject<HTMLElement | null>, keys: ListKeys): boolean {
  const [isListening, setIsListening] = useState(false);
  const last = useRef<LastRow | null>(null);
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
      if (step !== undefined) last.current = walk(event, { rows, at, step, last: last.current });
      else if (event.key === "x" && href !== null) act(event, () => latest.current.onChoose(href));
      else if (event.key === "a") act(event, () => latest.current.onApprove(href));
    }
    document.addEventListener("keydown", onKey);
    setIsListening(true);
    return () => document.removeEventListener("keydown", onKey);
  }, [list]);
  return isListening;
}

interface Walk {
  readonly rows: readonly HTMLElement[];
  readonly at: number;
  readonly step: number;
  readonly last: LastRow | null;
}

/** Moves the focus; answers where it is then. */
function walk(event: KeyboardEvent, { rows, at, step, last }: Walk): LastRow | null {
  if (at < 0 && event.key.startsWith("Arrow")) return last;
  const hrefs = rows.map((row) => row.getAttribute("href") ?? "");
  const to = nextRow({ hrefs, focused: at, last, step });
  const [row, href] = [rows[to], hrefs[to]];
  if (row === undefined || href === undefined) return last;
  act(event, () => row.focus());
  return { href, at: to };
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
