"use client";
import { useEffect, useRef, useState } from "react";
import { advance, type Speed } from "./advance";

export interface ReplayInput {
  readonly durationMs: number;
  /** When something happened, ascending. */
  readonly instants: readonly number[];
  /** Where to begin; `null` is the end, which a running session moves on. */
  readonly startMs: number | null;
}

/** The place of a replay: `null` is its end. */
export function useReplay({ durationMs, instants, startMs }: ReplayInput) {
  const [placeMs, setPlaceMs] = useState<number | null>(startMs);
  const [isPlaying, setIsPlaying] = useState(false);
  const [speed, setSpeed] = useState<Speed>(1);
  const [skipsIdle, setSkipsIdle] = useState(true);
  const pace = useRef({ durationMs, instants, speed, skipsIdle });
  useEffect(() => {
    pace.current = { durationMs, instants, speed, skipsIdle };
  }, [durationMs, instants, speed, skipsIdle]);

  useEffect(() => {
    if (!isPlaying) return;
    let before: number | null = null;
    let frame = requestAnimationFrame(function draw(now) {
      const passedMs = before === null ? 0 : now - before;
      before = now;
      setPlaceMs((at) => {
        const next = advance(at ?? 0, passedMs, pace.current);
        return next >= pace.current.durationMs ? null : next;
      });
      frame = requestAnimationFrame(draw);
    });
    return () => cancelAnimationFrame(frame);
  }, [isPlaying]);

  // Arrived at the end: it stands still there.
  useEffect(() => {
    if (isPlaying && placeMs === null) setIsPlaying(false);
  }, [isPlaying, placeMs]);

  return {
    placeMs,
    /** The same as a number: the end is the duration. */
    atMs: placeMs === null ? durationMs : Math.min(placeMs, durationMs),
    isPlaying,
    speed,
    skipsIdle,
    setSpeed,
    setSkipsIdle,
    seek: (ms: number) => setPlaceMs(ms >= durationMs ? null : Math.max(0, ms)),
    toggle: () => {
      if (!isPlaying && placeMs === null) setPlaceMs(0);
      setIsPlaying(!isPlaying);
    },
  };
}

export type Replay = ReturnType<typeof useReplay>;
