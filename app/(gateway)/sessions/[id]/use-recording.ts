"use client";
import { useEffect, useState } from "react";
import type { ResultStore } from "../../../stream/result-store";
import { type SessionView, viewLimits } from "../../../stream/session-view";
import { loadStream, useSessionView } from "../../../stream/use-session-view";

/** Reads a recording from its first record on, and goes on with a session that still runs. */
export function useRecording(sessionId: string): SessionView {
  const [store, setStore] = useState<ResultStore | null>(null);
  useEffect(() => {
    let stop: (() => void) | null = null;
    let isGone = false;
    void loadStream().then(({ gatewayStream, newResultStore }) => {
      if (isGone) return;
      const reader = newResultStore(viewLimits.replayBytesMax);
      setStore(reader);
      stop = gatewayStream().follow(sessionId, reader);
    });
    return () => {
      isGone = true;
      stop?.();
    };
  }, [sessionId]);
  return useSessionView(store);
}
