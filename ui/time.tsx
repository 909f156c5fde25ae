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

/** `85 ms`, `1.4 s`, `3 min 20 s`, `2 h 5 min`. */
export function formatDuration(durationMs: number): string {
  if (durationMs < 1_000) return `${Math.round(durationMs)} ms`;
  if (durationMs < 9_950) return `${(durationMs / 1_000).toFixed(1)} s`;
  const seconds = Math.round(durationMs / 1_000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60)
    return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`;
  const rest = minutes % 60;
  return rest === 0 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 60)} h ${rest} min`;
}

export function Duration({ durationMs }: { readonly durationMs: number | null }) {
  if (durationMs === null) return <span className="text-faint">–</span>;
  return <span className="tabular whitespace-nowrap">{formatDuration(durationMs)}</span>;
}
