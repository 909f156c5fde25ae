"use client";
import { useEffect, useState } from "react";

const TICK_MS = 1_000;
const DAY_S = 86_400;

/** `4:05`, `1:02:30`, `2 d 4 h`: what is left, to the second while a second matters. */
export function formatRemaining(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1_000));
  if (seconds >= DAY_S) {
    const hours = Math.floor((seconds % DAY_S) / 3_600);
    const days = Math.floor(seconds / DAY_S);
    return hours === 0 ? `${days} d` : `${days} d ${hours} h`;
  }
  const two = (part: number) => String(part).padStart(2, "0");
  const minutes = Math.floor(seconds / 60) % 60;
  const hours = Math.floor(seconds / 3_600);
  const rest = two(seconds % 60);
  return hours === 0 ? `${minutes}:${rest}` : `${hours}:${two(minutes)}:${rest}`;
}

interface CountdownProps {
  readonly until: Date;
  /** What stands there once nothing is left. */
  readonly over?: string;
}

/** Counts down by itself. The server does not know the reader's clock: the first paint shows the instant. */
export function Countdown({ until, over = "0:00" }: CountdownProps) {
  const [now, setNow] = useState(0);
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  const left = until.getTime() - now;
  const utc = `${until.toISOString().slice(0, 16).replace("T", " ")} UTC`;
  const words = now === 0 ? `until ${utc}` : left <= 0 ? over : formatRemaining(left);
  return (
    <time
      dateTime={until.toISOString()}
      title={utc}
      role="timer"
      className="tabular whitespace-nowrap"
    >
      {words}
    </time>
  );
}
