"use client";
import { useEffect, useRef } from "react";
import type { GatewayStream } from "./gateway-stream";
import { loadStream } from "./use-session-view";

type Refetch = () => Promise<unknown>;

/** Calls it whenever lists of requests may have changed, also after the page was away. */
export function useRequestsChanged(refetch: Refetch): void {
  useTold(null, refetch);
}

/** Calls it whenever this request may have changed, also after the page was away. */
export function useRequestChanged(requestId: string, refetch: Refetch): void {
  useTold(requestId, refetch);
}

function useTold(requestId: string | null, refetch: Refetch): void {
  const latest = useRef(refetch);
  useEffect(() => {
    latest.current = refetch;
  }, [refetch]);
  useEffect(() => {
    let isGone = false;
    let stop: (() => void) | null = null;
    const ask = oneAtATime(() => latest.current());
    const listen = (stream: GatewayStream) =>
      requestId === null ? stream.onRequestsChanged(ask) : stream.onRequestChanged(requestId, ask);
    loadStream()
      .then(({ gatewayStream }) => {
        if (!isGone) stop = listen(gatewayStream());
      })
      // Without the stream, as on a bad line, the page shows what it was given.
      .catch((error: unknown) => console.warn("this page is not live", error));
    return () => {
      isGone = true;
      stop?.();
    };
  }, [requestId]);
}

/** Told many times while it asks, it asks once more: the last answer is younger than the last change. */
function oneAtATime(ask: Refetch): () => void {
  let isAsking = false;
  let isToldAgain = false;
  const go = () => {
    isToldAgain = isAsking;
    if (isAsking) return;
    isAsking = true;
    // A query keeps its own error; what matters here is that it is over.
    void ask().finally(() => {
      isAsking = false;
      if (isToldAgain) go();
    });
  };
  return go;
}
