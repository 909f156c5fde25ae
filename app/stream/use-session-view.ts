"use client";
import { useSyncExternalStore } from "react";
import type { GatewayStream } from "./gateway-stream";
import type { ResultStore } from "./result-store";
import { nothingYet, type SessionView } from "./session-view";

const never = () => () => undefined;
const nothing = () => nothingYet;
const here = () => false;

/** What has been read of a session so far; drawn again when more has come. */
export function useSessionView(store: ResultStore | null): SessionView {
  return useSyncExternalStore(store?.subscribe ?? never, store?.getSnapshot ?? nothing, nothing);
}

/** Whether the page has lost its connection to the gateway. */
export function useIsAway(stream: GatewayStream | null): boolean {
  return useSyncExternalStore(stream?.subscribe ?? never, stream?.isAway ?? here, here);
}

/** The module behind the stream, fetched when it is first needed and then kept by the browser. */
export function loadStream() {
  return import("./browser-stream");
}
