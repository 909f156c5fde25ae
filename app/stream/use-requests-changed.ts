"use client";
import { type RefObject, useEffect, useRef } from "react";
import type { RequestState } from "@/domain/requests/request";
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

/** Calls it at once when this request comes to another state. */
export function useRequestMoved(requestId: string, moved: (to: RequestState) => void): void {
  const latest = useLatest(moved);
  useEffect(
    () =>
      listening((stream) =>
        stream.onRequestChanged(requestId, (to) => to !== null && latest.current(to)),
      ),
    [requestId, latest],
  );
}

function useTold(requestId: string | null, refetch: Refetch): void {
  const latest = useLatest(refetch);
  useEffect(() => {
    const ask = oneAtATime(() => latest.current());
    return listening((stream) =>
      requestId === null ? stream.onRequestsChanged(ask) : stream.onRequestChanged(requestId, ask),
    );
  }, [requestId, latest]);
}

function useLatest<T>(value: T): RefObject<T> {
  const latest = useRef(value);
  useEffect(() => {
    latest.current = value;
  }, [value]);
  return latest;
}

/** Listens once the stream is loaded; the answer ends that. */
function listening(listen: (stream: GatewayStream) => () => void): () => void {
  let isGone = false;
  let stop: (() => void) | null = null;
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
