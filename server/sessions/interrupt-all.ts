import type { Deps } from "../deps";

/** This gateway stops: nothing new is opened; what runs is cancelled and closed, recording included. */
export async function interruptAll(deps: Deps, because: string): Promise<void> {
  deps.live.stop();
  await Promise.all(deps.live.all().map((live) => live.interrupt(because)));
}
