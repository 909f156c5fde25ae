"use client";
import { type ReactNode, useEffect, useState } from "react";
import { whenIdle } from "@/ui/when-idle";
import type { Waiting } from "./watch-waiting";

type Watch = typeof import("./watch-waiting");
const nothing: Waiting = { waiting: 0, windows: [] };

/** What waits for this person and which of their windows are open; `watch` is drawn somewhere, unseen. */
export function useWaiting(): Waiting & { readonly watch: ReactNode } {
  const [known, setKnown] = useState<Waiting>(nothing);
  const [module, setModule] = useState<Watch | null>(null);
  useEffect(() => {
    let isGone = false;
    // No page waits for it: the shell is there first, and the numbers come once the page is idle.
    const cancel = whenIdle(() => {
      import("./watch-waiting")
        .then((loaded) => isGone || setModule(loaded))
        // No page fails for want of a number.
        .catch((error: unknown) => console.warn("what waits is not shown", error));
    });
    return () => {
      isGone = true;
      cancel();
    };
  }, []);
  return { ...known, watch: module && <module.WatchWaiting onChange={setKnown} /> };
}
