"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import type { PublicRefusal } from "@/domain/refusal";
import type { GatewayStream } from "../../stream/gateway-stream";
import type { ResultStore } from "../../stream/result-store";
import { viewLimits } from "../../stream/session-view";
import { loadStream, useIsAway, useSessionView } from "../../stream/use-session-view";

/** One statement that was sent, or is about to be. */
export interface Run {
  readonly connection: string;
  readonly statement: string;
  /** `null` until the gateway has given it one, and when it refused. */
  readonly sessionId: string | null;
  readonly store: ResultStore;
  readonly refusal: PublicRefusal | null;
  readonly isCancelling: boolean;
  readonly cancelRefusal: PublicRefusal | null;
}

export interface Resumed {
  readonly sessionId: string;
  readonly connection: string;
  readonly statement: string;
}

/** Runs one statement at a time and reads what comes; goes on reading after a reload. */
export function useRun(resumed: Resumed | null) {
  const [run, setRun] = useState<Run | null>(null);
  const [stream, setStream] = useState<GatewayStream | null>(null);
  const stopReading = useRef<(() => void) | null>(null);
  const view = useSessionView(run?.store ?? null);
  const isAway = useIsAway(stream);
  const resume = useRef(resumed);

  useEffect(() => {
    let isGone = false;
    void loadStream().then(({ gatewayStream, newResultStore }) => {
      if (isGone) return;
      const opened = gatewayStream();
      setStream(opened);
      const { current } = resume;
      if (current === null) return;
      const store = newResultStore(viewLimits.editorBytesMax);
      stopReading.current = opened.follow(current.sessionId, store);
      setRun({ ...current, store, ...untroubled });
    });
    return () => {
      isGone = true;
      stopReading.current?.();
    };
  }, []);

  const start = useCallback(async (connection: string, statement: string) => {
    const { gatewayStream, newResultStore } = await loadStream();
    const opened = gatewayStream();
    stopReading.current?.();
    const store = newResultStore(viewLimits.editorBytesMax);
    const sent: Run = { connection, statement, sessionId: null, store, ...untroubled };
    setRun(sent);
    await opened.ready();
    const outcome = await opened.run({ connection, statement }, store);
    if (outcome.kind === "refused") {
      setRun({ ...sent, refusal: outcome.refusal });
      return null;
    }
    const { sessionId } = outcome;
    stopReading.current = () => opened.unfollow(sessionId, store);
    setRun({ ...sent, sessionId });
    return sessionId;
  }, []);

  const cancel = useCallback(async () => {
    if (stream === null || run === null || run.sessionId === null) return;
    const { sessionId } = run;
    const change = (part: Partial<Run>) =>
      setRun((now) => (now?.sessionId === sessionId ? { ...now, ...part } : now));
    change({ isCancelling: true, cancelRefusal: null });
    const refusal = await stream.cancel(sessionId);
    if (refusal !== null) change({ isCancelling: false, cancelRefusal: refusal });
  }, [stream, run]);

  const clear = useCallback(() => {
    stopReading.current?.();
    stopReading.current = null;
    setRun(null);
  }, []);

  const isEnded = view.end !== null || view.isOver || view.lost !== null;
  const isRunning = run !== null && run.refusal === null && !isEnded;
  return { run, view, isRunning, isAway, start, cancel, clear };
}

const untroubled = { refusal: null, isCancelling: false, cancelRefusal: null } as const;
