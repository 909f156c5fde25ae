"use client";
import { useSyncExternalStore } from "react";

const TICK_MS = 15_000;
const listeners = new Set<() => void>();
let nowMs = 0;
let timer: ReturnType<typeof setInterval> | null = null;

/** One clock for the whole page. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    nowMs = Date.now();
    for (const tell of listeners) tell();
  }, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0 || timer === null) return;
    clearInterval(timer);
    timer = null;
  };
}
function readClock(): number {
  if (nowMs === 0) nowMs = Date.now();
  return nowMs;
}
const onServer = () => 0;

const UNITS = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
] as const;
const WORDS = new Intl.RelativeTimeFormat("en", { numeric: "auto", style: "short" });

/** `3 min. ago`, `in 2 hr.`; under a minute it is "just now" or "in a moment". */
export function relativeTime(at: Date, now: number): string {
  const seconds = Math.round((at.getTime() - now) / 1000);
  for (const [unit, length] of UNITS) {
    if (Math.abs(seconds) >= length) return WORDS.format(Math.trunc(seconds / length), unit);
  }
  return seconds > 5 ? "in a moment" : "just now";
}

const EXACT = new Intl.DateTimeFormat("en-GB", {
  dateStyle: "medium",
  timeStyle: "medium",
});

function exactUtc(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

/**
 * An instant: relative, with the exact local time on hover. The server does not know the reader's
 * clock or zone, so it and the first paint show UTC; both are the same text, and then it changes.
 */
export function Time({ at, exact = false }: { readonly at: Date; readonly exact?: boolean }) {
  const now = useSyncExternalStore(subscribe, readClock, onServer);
  const local = now === 0 ? exactUtc(at) : EXACT.format(at);
  return (
    <time dateTime={at.toISOString()} title={local} className="whitespace-nowrap">
      {now === 0 || exact ? local : relativeTime(at, now)}
    </time>
  );
}
