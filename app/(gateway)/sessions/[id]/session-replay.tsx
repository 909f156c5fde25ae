"use client";
import { Link2 } from "lucide-react";
import { type KeyboardEvent, useMemo } from "react";
import { Button } from "@/ui/button";
import { formatBytes, formatCount } from "@/ui/bytes";
import { Note } from "@/ui/note";
import { useOnDemand } from "@/ui/on-demand";
import { Panel } from "@/ui/page";
import { RefusalNote } from "@/ui/refusal-note";
import { Timeline } from "@/ui/replay/timeline";
import { useReplay } from "@/ui/replay/use-replay";
import { toast } from "@/ui/toast";
import type { SessionView } from "../../../stream/session-view";
import { leftOutOf } from "../left-out";
import { instantsOf, lanesOf } from "./replay-lanes";
import type { SessionDetail } from "./session-page";
import { viewAt } from "./view-at";

// The grid comes with the recording: the rest of the page is there before.
const loadResults = () => import("../session-results");

interface SessionReplayProps {
  readonly session: SessionDetail;
  readonly view: SessionView;
  readonly startMs: number | null;
}

/** The recording in three lanes on one time line: what was asked, what came, what was said. */
export function SessionReplay({ session, view, startMs }: SessionReplayProps) {
  const durationMs = Math.max(view.timeMs, view.isOver ? 0 : (session.durationMs ?? 0));
  const instants = useMemo(() => instantsOf(view), [view]);
  const lanes = useMemo(() => lanesOf(view, durationMs), [view, durationMs]);
  const replay = useReplay({ durationMs, instants, startMs });
  const shown = useMemo(
    () => (replay.placeMs === null ? view : viewAt(view, replay.placeMs)),
    [view, replay.placeMs],
  );
  const results = useOnDemand(loadResults, true);
  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== " " || event.target !== event.currentTarget) return;
    event.preventDefault();
    replay.toggle();
  }
  return (
    <Panel
      title="Replay"
      description={<Loaded view={view} total={session.recording?.records ?? null} />}
      actions={<CopyInstant id={session.id} atMs={replay.placeMs} />}
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: Space plays wherever the replay has the focus. */}
      <section tabIndex={0} aria-label="Replay" onKeyDown={onKeyDown} className="space-y-4">
        {view.lost !== null && <RefusalNote {...view.lost} />}
        <Timeline {...{ replay, durationMs, instants, lanes }} />
        <div>
          <h3 className="mb-1 text-xs text-muted">Statement</h3>
          <pre
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
            tabIndex={0}
            className="max-h-48 overflow-auto rounded-md border border-line bg-sunken px-3 py-2 font-mono text-xs whitespace-pre-wrap [overflow-wrap:anywhere]"
          >
            {view.statement ?? session.statement}
          </pre>
        </div>
        <div className="h-[26rem] overflow-hidden rounded-md border border-line">
          {results && (
            <results.SessionResults
              results={shown.results}
              moments={shown.moments}
              masked={view.end?.masked}
              isRunning={!view.isOver && view.lost === null}
              statement={session.statement}
              onShowProblem={null}
            />
          )}
        </div>
        {leftOutOf(view).map((words) => (
          <Note key={words} tone="warn">
            {words}
          </Note>
        ))}
      </section>
    </Panel>
  );
}

function Loaded({ view, total }: { readonly view: SessionView; readonly total: number | null }) {
  const words = `${formatCount(view.rows)} ${view.rows === 1 ? "row" : "rows"}, ${formatBytes(view.bytes)}`;
  if (view.isOver) return words;
  if (view.lost !== null) return `${words} until the reading stopped`;
  const of = total === null || total === 0 ? "" : ` of ${formatCount(total)}`;
  return `Reading record ${formatCount(view.records)}${of}: ${words}`;
}

/** A link that opens the replay at the instant that is shown. */
function CopyInstant({ id, atMs }: { readonly id: string; readonly atMs: number | null }) {
  async function copy() {
    const query = atMs === null ? "" : `?t=${Math.round(atMs)}`;
    const address = `${window.location.origin}/sessions/${id}${query}`;
    try {
      await navigator.clipboard.writeText(address);
      toast.ok("Copied the link to this instant");
    } catch {
      // Browsers give the clipboard only on https and on this machine; the address bar always has it.
      window.history.replaceState(null, "", `/sessions/${id}${query}`);
      toast.ok("The link is in the address bar now");
    }
  }
  return (
    <Button size="sm" icon={Link2} onClick={() => void copy()}>
      Link to this instant
    </Button>
  );
}
