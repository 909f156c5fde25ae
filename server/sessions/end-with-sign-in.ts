import type { Deps } from "../deps";

/** A sign-in that ends takes the sessions it started with it. Returns the function that stops this. */
export function endSessionsWithSignIns(deps: Deps): () => void {
  return deps.signInWatch.onEnded((signInId, because) => {
    for (const live of deps.live.all()) {
      if (live.actor.signInId !== signInId) continue;
      void live.cancel({ as: "ended", code: "SIGNIN.ENDED", because });
    }
  });
}
