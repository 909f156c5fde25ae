"use client";
import { useEffect, useRef } from "react";
import { loadStream } from "./use-session-view";

/** Calls it whenever something about requests may have changed, also after the page was away. */
export function useRequestsChanged(refetch: () => unknown): void {
  const latest = useRef(refetch);
  useEffect(() => {
    latest.current = refetch;
  }, [refetch]);
  useEffect(() => {
    let isGone = false;
    let stop: (() => void) | null = null;
    loadStream()
      .then(({ gatewayStream }) => {
        if (!isGone) stop = gatewayStream().onRequestsChanged(() => void latest.current());
      })
      // Without the stream, as on a bad line, the page shows what it was given.
      .catch((error: unknown) => console.warn("this page is not live", error));
    return () => {
      isGone = true;
      stop?.();
    };
  }, []);
}
