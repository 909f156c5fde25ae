"use client";
import { type ComponentType, type ReactNode, useEffect, useState } from "react";
import { whenIdle } from "@/ui/when-idle";
import type { Waiting, WatchWaitingProps } from "./watch-waiting";

const nothing: Waiting = { waiting: 0, windows: [] };

/** What waits for this person and which of their windows are open; `watch` is drawn somewhere, unseen. */
export function useWaiting(): Waiting & { readonly watch: ReactNode } {
  const [known, setKnown] = useState<Waiting>(nothing);
  const [Watch, setWatch] = useState<ComponentType<WatchWaitingProps> | null>(null);
  useEffect(() => {
    let isGone = false;
    // No page waits for it: the shell is there first, and the numbers come once the page is idle.
    const cancel = whenIdle(() => {
      import("./watch-waiting")
        .then(({ WatchWaiting }) => isGone || setWatch(() => WatchWaiting))
        // No page fails for want of a number.
        .catch((error: unknown) => console.warn("what waits is not shown", error));
    });
    return () => {
      isGone = true;
      cancel();
    };
  }, []);
  return { ...known, watch: Watch && <Watch onChange={setKnown} /> };
}
