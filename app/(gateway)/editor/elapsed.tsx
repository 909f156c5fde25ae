"use client";
import { useEffect, useRef, useState } from "react";
import { formatDuration } from "@/ui/duration";
import type { SessionView } from "../../stream/session-view";

const TICK_MS = 100;

/** How long it has run: the session's own clock, carried on by this page's between two records. */
export function Elapsed({
  view,
  isRunning,
}: {
  readonly view: SessionView;
  readonly isRunning: boolean;
}) {
  const began = useRef(0);
  const [now, setNow] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: each record tells the time anew.
  useEffect(() => {
    began.current = performance.now() - view.timeMs;
  }, [view.records, view.timeMs]);
  useEffect(() => {
    if (!isRunning) return;
    const timer = setInterval(() => setNow(performance.now()), TICK_MS);
    return () => clearInterval(timer);
  }, [isRunning]);

  const elapsedMs = isRunning ? Math.max(view.timeMs, now - began.current) : view.timeMs;
  return <span className="tabular whitespace-nowrap">{formatDuration(elapsedMs)}</span>;
}
