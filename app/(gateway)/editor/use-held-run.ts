"use client";
import { useCallback, useEffect, useRef } from "react";
import type { PublicRefusal } from "@/domain/refusal";
import type { ResultStore } from "../../stream/result-store";
import { viewLimits } from "../../stream/session-view";
import { loadStream } from "../../stream/use-session-view";
import { keepHeld, readHeld } from "./held-runs";
import type { Run } from "./use-run";

export interface HeldSession {
  readonly requestId: string;
  readonly sessionId: string;
  readonly statement: string;
  readonly store: ResultStore;
}

interface HeldRunInput {
  readonly setRun: (change: (now: Run | null) => Run | null) => void;
  readonly stopReading: { current: (() => void) | null };
}

/** A held run goes on: as the run of its approved request, or as the session that runs elsewhere. */
export function useHeldRun({ setRun, stopReading }: HeldRunInput) {
  /** Requests that this page has run or begun to: drawn twice or told twice, it runs once. */
  const asked = useRef(new Set<string>());

  /** Waits, as before a reload, for what this tab's last run was held for. */
  const wait = useCallback(
    async ({ connection, requestId }: { connection: string; requestId: string }) => {
      const { newResultStore } = await loadStream();
      const store = newResultStore(viewLimits.editorBytesMax);
      const run = { connection, statement: "", sessionId: null, store };
      const untroubled = { refusal: null, isCancelling: false, cancelRefusal: null };
      setRun((now) => now ?? { ...run, ...untroubled, heldBy: { requestId, beganHere: false } });
    },
    [setRun],
  );

  const goOn = useCallback(
    (requestId: string, going: { readonly sessionId: string; readonly statement: string }) =>
      setRun((now) => {
        if (now === null || now.heldBy?.requestId !== requestId) return now;
        keepHeld(now.connection, null);
        return { ...now, ...going, heldBy: null };
      }),
    [setRun],
  );

  /** Reads the session that was held, from its beginning. */
  const followHeld = useCallback(
    async (held: HeldSession) => {
      const { requestId, sessionId, statement, store } = held;
      const opened = (await loadStream()).gatewayStream();
      stopReading.current?.();
      stopReading.current = opened.follow(sessionId, store);
      goOn(requestId, { sessionId, statement });
      return null;
    },
    [goOn, stopReading],
  );

  /** Runs it now, once. What it answers is why not; `null` when it runs. */
  const runHeld = useCallback(
    async (held: HeldSession): Promise<PublicRefusal | null> => {
      const { requestId, sessionId, statement, store } = held;
      if (asked.current.has(requestId)) return null;
      asked.current.add(requestId);
      const opened = (await loadStream()).gatewayStream();
      await opened.ready();
      const outcome = await opened.runApproved(requestId, store);
      if (outcome.kind === "refused") {
        // The gateway runs it once at most; this page may ask again.
        asked.current.delete(requestId);
        return outcome.refusal;
      }
      stopReading.current = () => opened.unfollow(sessionId, store);
      goOn(requestId, { sessionId, statement });
      return null;
    },
    [goOn, stopReading],
  );
  return { wait, runHeld, followHeld };
}

interface HeldBefore {
  readonly name: string;
  readonly isResumed: boolean;
  readonly wait: (held: { connection: string; requestId: string }) => Promise<void>;
}

/** Goes on waiting for what this tab's last run on the connection is held for. */
export function useHeldBefore({ name, isResumed, wait }: HeldBefore): void {
  useEffect(() => {
    const requestId = isResumed ? null : readHeld(name);
    if (requestId !== null) void wait({ connection: name, requestId });
  }, [name, isResumed, wait]);
}

export type HeldRun = ReturnType<typeof useHeldRun>;
