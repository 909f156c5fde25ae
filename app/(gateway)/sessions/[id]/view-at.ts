import type { SessionView } from "../../../stream/session-view";

/** The session as far as it had come at an instant. */
export function viewAt(view: SessionView, atMs: number): Pick<SessionView, "results" | "moments"> {
  return {
    results: view.results
      .filter((result) => result.atMs <= atMs)
      .map((result) => {
        const rowCount = Math.min(result.rowCount, result.blocks.rowsAt(atMs));
        const isComplete = rowCount === result.rowCount;
        return { ...result, rowCount, complete: isComplete ? result.complete : null };
      }),
    moments: view.moments.filter((moment) => moment.atMs <= atMs),
  };
}
