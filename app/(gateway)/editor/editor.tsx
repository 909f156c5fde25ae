"use client";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Outputs } from "@/server/api/root";
import { useOnDemand } from "@/ui/on-demand";
import { SqlEditor, type SqlEditorHandle } from "@/ui/sql-editor/sql-editor";
import { draftLimits, keepDraft, readDraft } from "./drafts";
import { EditorBar } from "./editor-bar";
import { keepHeld, readHeld } from "./held-runs";
import { NothingRunYet } from "./nothing-run-yet";
import { Split } from "./split";
import { type Resumed, useRun } from "./use-run";

// The grid comes when there is something to show: the page is usable before.
const loadResults = () => import("./run-results");
const loadHeld = () => import("./held-panel");
// What changes by itself is asked for again later; the page begins with what the server knew.
const loadWatch = () => import("./watch-connection");

type ConnectionRow = Outputs["connections"]["list"]["rows"][number];

interface EditorProps {
  readonly choices: readonly ConnectionRow[];
  /** There are more than the choices: they are searched for. */
  readonly hasMore: boolean;
  readonly initial: ConnectionRow;
  readonly resumed: Resumed | null;
}

export function Editor({ choices, hasMore, initial, resumed }: EditorProps) {
  const handle = useRef<SqlEditorHandle>(null);
  const [chosen, setChosen] = useState(initial);
  const { name } = chosen;
  const { run, view, isRunning, isAway, start, cancel, clear, ...held } = useRun(resumed);
  useHeldBefore({ name, isResumed: resumed !== null, wait: held.wait });
  const onChange = useDraft({ handle, name, fallback: resumed?.statement ?? "" });
  const [isEdited, setIsEdited] = useState(false);

  const onRun = useCallback(async () => {
    const statement = handle.current?.getText() ?? "";
    if (isRunning || statement.trim() === "") return;
    setIsEdited(false);
    showInAddress(name, await start({ connection: name, statement }));
  }, [isRunning, name, start]);

  const onRunAgain = async (reason: string) => {
    if (run === null || isRunning) return;
    const { connection, statement } = run;
    showInAddress(connection, await start({ connection, statement, reason }));
  };

  const onPick = (picked: ConnectionRow) => {
    const next = picked.name;
    const text = handle.current?.getText() ?? "";
    keepDraft(name, text);
    const draft = readDraft(next);
    if (draft !== "") handle.current?.setText(draft);
    else keepDraft(next, text);
    setChosen(picked);
    clear();
    showInAddress(next, null);
  };
  const { failure } = view;
  const problem = useMemo(
    () => (failure === null || isEdited ? null : failure),
    [failure, isEdited],
  );
  const results = useOnDemand(loadResults, run !== null && run.heldBy === null);
  const waiting = useOnDemand(loadHeld, run?.heldBy != null);
  const watch = useOnDemand(loadWatch, true);
  return (
    <div className="flex h-[calc(100dvh-6.5rem)] flex-col md:h-dvh">
      <h1 className="sr-only">Editor</h1>
      {watch && <watch.WatchConnection chosen={chosen} onChange={setChosen} />}
      <EditorBar
        choices={choices}
        hasMore={hasMore}
        connection={chosen}
        isRunning={isRunning}
        isCancelling={run?.isCancelling === true || view.cancelAsked}
        isAway={isAway}
        canCancel={run?.sessionId != null}
        onPick={onPick}
        onRun={() => void onRun()}
        onCancel={() => void cancel()}
      />
      <Split
        label="Height of the statement"
        top={
          <SqlEditor
            ref={handle}
            label="Statement"
            placeholder="SELECT …"
            problem={problem}
            onChange={(text) => {
              setIsEdited(true);
              onChange(text);
            }}
            onRun={() => void onRun()}
          />
        }
        bottom={
          run === null ? (
            <NothingRunYet />
          ) : run.heldBy !== null ? (
            waiting && (
              <waiting.HeldPanel
                key={run.heldBy.requestId}
                {...run.heldBy}
                store={run.store}
                onRun={held.runHeld}
                onFollow={held.followHeld}
                onGoOn={(sessionId) => showInAddress(run.connection, sessionId)}
                onClose={() => {
                  keepHeld(run.connection, null);
                  clear();
                }}
              />
            )
          ) : (
            results && (
              <results.RunResults
                run={run}
                view={view}
                isRunning={isRunning}
                onRunAgain={(reason) => void onRunAgain(reason)}
                onShowProblem={(position) => handle.current?.showProblem(position)}
              />
            )
          )
        }
      />
    </div>
  );
}

interface HeldBefore {
  readonly name: string;
  readonly isResumed: boolean;
  readonly wait: (held: { connection: string; requestId: string }) => Promise<void>;
}

/** Goes on waiting for what this tab's last run on the connection is held for. */
function useHeldBefore({ name, isResumed, wait }: HeldBefore): void {
  useEffect(() => {
    const requestId = isResumed ? null : readHeld(name);
    if (requestId !== null) void wait({ connection: name, requestId });
  }, [name, isResumed, wait]);
}

interface DraftInput {
  readonly handle: React.RefObject<SqlEditorHandle | null>;
  readonly name: string;
  readonly fallback: string;
}

/** Brings back what was typed last, and keeps what is typed now. */
function useDraft({ handle, name, fallback }: DraftInput): (text: string) => void {
  const first = useRef({ name, fallback });
  const unsaved = useRef<{ name: string; text: string } | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  useEffect(() => {
    const editor = handle.current;
    // Typed before the page came to life: that is the newest.
    if (editor === null || editor.getText() !== "") return;
    editor.setText(readDraft(first.current.name) || first.current.fallback);
  }, [handle]);

  useEffect(() => {
    const save = () => {
      clearTimeout(timer.current);
      if (unsaved.current !== null) keepDraft(unsaved.current.name, unsaved.current.text);
      unsaved.current = null;
    };
    window.addEventListener("pagehide", save);
    return () => {
      window.removeEventListener("pagehide", save);
      save();
    };
  }, []);

  return (text) => {
    unsaved.current = { name, text };
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      keepDraft(name, text);
      unsaved.current = null;
    }, draftLimits.saveDelayMs);
  };
}

/** A reload comes back to the same connection and goes on reading the same session. */
function showInAddress(connection: string, sessionId: string | null): void {
  const search = new URLSearchParams({ connection, ...(sessionId && { session: sessionId }) });
  window.history.replaceState(null, "", `/editor?${search}`);
}
