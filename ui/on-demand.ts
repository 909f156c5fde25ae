"use client";
import { useEffect, useState } from "react";

/**
 * A module that is fetched when it is first needed, so that no page waits for it; `null` until it is
 * there. One that cannot be fetched is a failure of the page, which can be tried again.
 *
 * `load` must stay the same function: `const loadMenu = () => import("./menu-popup")`.
 */
export function useOnDemand<T extends object>(load: () => Promise<T>, isNeeded: boolean): T | null {
  const [loaded, setLoaded] = useState<T | null>(null);
  useEffect(() => {
    if (!isNeeded || loaded !== null) return;
    let isGone = false;
    async function fetchModule() {
      try {
        const module = await load();
        if (!isGone) setLoaded(module);
      } catch (error) {
        // Thrown while drawing, where the page's error boundary catches it.
        if (!isGone)
          setLoaded(() => {
            throw error;
          });
      }
    }
    void fetchModule();
    return () => {
      isGone = true;
    };
  }, [load, isNeeded, loaded]);
  return loaded;
}
