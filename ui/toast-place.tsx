"use client";
import { useSyncExternalStore } from "react";
import { useOnDemand } from "./on-demand";
import { isToastNeeded, subscribeToNeed } from "./toast";

const loadViewport = () => import("./toast-viewport");

const onServer = () => false;

/** Where toasts appear; nothing of it is fetched before the first one. */
export function ToastPlace() {
  const isNeeded = useSyncExternalStore(subscribeToNeed, isToastNeeded, onServer);
  const viewport = useOnDemand(loadViewport, isNeeded);
  return viewport && <viewport.ToastViewport />;
}
