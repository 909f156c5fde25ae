"use client";
import { useOnDemand } from "@/ui/on-demand";
import type { SessionView } from "../../stream/session-view";
import { keepHeld } from "./held-runs";
import { NothingRunYet } from "./nothing-run-yet";
import { showInAddress } from "./show-in-address";
import type { HeldRun } from "./use-held-run";
import type { Run } from "./use-run";

// They come when there is something to show: the page is usable before.
const loadResults = () => import("./run-results");
const loadHeld = () => import("./held-panel");

interface OutcomeProps extends HeldRun {
  readonly run: Run | null;
  readonly view: SessionView;
  readonly isRunning: boolean;
  readonly onRunAgain: (reason: string) => void;
  readonly onShowProblem: (position: number) => void;
  readonly onClose: () => void;
}

/** Below the statement: nothing yet, what it waits for, or what it gives. */
export function Outcome(props: OutcomeProps) {
  const { run, view, isRunning, onRunAgain, onShowProblem, onClose } = props;
  const heldBy = run?.heldBy ?? null;
  const results = useOnDemand(loadResults, run !== null && heldBy === null);
  const waiting = useOnDemand(loadHeld, heldBy !== null);
  if (run === null) return <NothingRunYet />;
  if (heldBy === null) {
    return (
      results && <results.RunResults {...{ run, view, isRunning, onRunAgain, onShowProblem }} />
    );
  }
  return (
    waiting && (
      <waiting.HeldPanel
        key={heldBy.requestId}
        {...heldBy}
        store={run.store}
        onRun={props.runHeld}
        onFollow={props.followHeld}
        onGoOn={(sessionId) => showInAddress(run.connection, sessionId)}
        onClose={() => {
          keepHeld(run.connection, null);
          onClose();
        }}
      />
    )
  );
}
