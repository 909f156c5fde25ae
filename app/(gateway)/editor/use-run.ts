"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import type { PublicRefusal } from "@/domain/refusal";
import type { GatewayStream } from "../../stream/gateway-stream";
import type { ResultStore } from "../../stream/result-store";
import { viewLimits } from "../../stream/session-view";
import { loadStream, useIsAway, useSessionView } from "../../stream/use-session-view";
import { keepHeld } from "./held-runs";
import { useHeldRun } from "./use-held-run";

/** One statement that was sent, or is about to be. */
export interface Run {
  readonly connection: string;
  readonly statement: string;
  /** `null` until the gateway has given it one, and when it refused. */
  readonly sessionId: string | null;
  /** The request that it waits for: nothing runs and nothing is read before that is approved. */
  readonly heldBy: { readonly requestId: string; readonly beganHere: boolean } | null;
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

export interface Order {
  readonly connection: string;
  readonly statement: string;
  /** Why, for those who approve it. */
  readonly reason?: string;
}

/** Runs one statement at a time and reads what comes; goes on reading, or waiting, after a reload. */
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

  const start = useCallback(async (order: Order) => {
    const { connection, statement } = order;
    const { gatewayStream, newResultStore } = await loadStream();
    const opened = gatewayStream();
    stopReading.current?.();
    stopReading.current = null;
    const store = newResultStore(viewLimits.editorBytesMax);
    const sent: Run = { connection, statement, sessionId: null, store, ...untroubled };
    keepHeld(connection, null);
    setRun(sent);
    await opened.ready();
    const outcome = await opened.run(order, store);
    if (outcome.kind === "refused") {
      setRun({ ...sent, refusal: outcome.refusal });
      return null;
    }
    const { sessionId } = outcome;
    if (outcome.kind === "held") {
      const { requestId } = outcome;
      keepHeld(connection, requestId);
      setRun({ ...sent, sessionId, heldBy: { requestId, beganHere: true } });
      return null;
    }
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

  const held = useHeldRun({ setRun, stopReading });
  const isEnded = view.end !== null || view.isOver || view.lost !== null;
  const isRunning = run !== null && run.heldBy === null && run.refusal === null && !isEnded;
  return { run, view, isRunning, isAway, start, cancel, clear, ...held };
}

const untroubled = {
  ...{ heldBy: null, refusal: null, isCancelling: false, cancelRefusal: null },
} as const;
