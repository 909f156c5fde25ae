import type { Actor } from "@/domain/people/user";
import type { Deps } from "../deps";

/** A sign-in, or a key, that ends takes the sessions it started with it. Returns the function that stops this. */
export function endSessionsWithSignIns(deps: Deps): () => void {
  return deps.signInWatch.onEnded((signInId, because) => {
    for (const live of deps.live.all()) {
      if (live.actor.signInId !== signInId) continue;
      void live.cancel({ as: "ended", code: codeOf(live.actor), because });
    }
  });
}

function codeOf(actor: Actor): "KEY.ENDED" | "SIGNIN.ENDED" {
  return actor.apiKey === undefined ? "SIGNIN.ENDED" : "KEY.ENDED";
}
