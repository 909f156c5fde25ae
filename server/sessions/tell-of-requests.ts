import { may } from "@/domain/people/permission";
import type { Deps } from "../deps";
import type { WebViewer } from "./web-viewer";

/**
 * Tells a page that there is something new about requests. It says neither which nor what: the page
 * asks again, and the answer is decided as every other.
 */
export function tellOfRequests(deps: Deps, viewer: WebViewer, tell: () => void): () => void {
  let due: NodeJS.Immediate | null = null;
  const stop = deps.requestWatch.onChanged(() => {
    due ??= setImmediate(() => {
      due = null;
      viewer.actor().then(
        (actor) => {
          if (may(actor, "requests:see")) tell();
        },
        () => undefined, // Whose sign-in ended is told that by another way.
      );
    });
  });
  return () => {
    if (due !== null) clearImmediate(due);
    stop();
  };
}
