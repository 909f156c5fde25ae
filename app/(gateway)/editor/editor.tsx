"use client";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Outputs } from "@/server/api/root";
import { SqlEditor, type SqlEditorHandle } from "@/ui/sql-editor/sql-editor";
import { useTRPC } from "../../providers";
import { draftLimits, keepDraft, readDraft } from "./drafts";
import { EditorBar } from "./editor-bar";
import { NothingRunYet } from "./nothing-run-yet";
import { Split } from "./split";
import { type Resumed, useRun } from "./use-run";

// The grid comes when there is something to show: the page is usable before.
const RunResults = dynamic(() => import("./run-results").then((module) => module.RunResults), {
  ssr: false,
});

type ConnectionRow = Outputs["connections"]["list"]["rows"][number];
const AGENT_POLL_MS = { online: 30_000, offline: 4_000 } as const;

interface EditorProps {
  readonly connections: ConnectionRow[];
  readonly initial: string;
  readonly resumed: Resumed | null;
}

export function Editor({ connections, initial, resumed }: EditorProps) {
  const handle = useRef<SqlEditorHandle>(null);
  const [name, setName] = useState(initial);
  const usable = useConnections(connections, name);
  const { run, view, isRunning, isAway, start, cancel, clear } = useRun(resumed);
  const onChange = useDraft({ handle, name, fallback: resumed?.statement ?? "" });
  const [isEdited, setIsEdited] = useState(false);

  const onRun = useCallback(async () => {
    const statement = handle.current?.getText() ?? "";
    if (isRunning || statement.trim() === "") return;
    setIsEdited(false);
    const sessionId = await start(name, statement);
    showInAddress(name, sessionId);
  }, [isRunning, name, start]);

  const onPick = (next: string) => {
    const text = handle.current?.getText() ?? "";
    keepDraft(name, text);
    const draft = readDraft(next);
    if (draft !== "") handle.current?.setText(draft);
    else keepDraft(next, text);
    setName(next);
    clear();
    showInAddress(next, null);
  };
  const { failure } = view;
  const problem = useMemo(
    () => (failure === null || isEdited ? null : failure),
    [failure, isEdited],
  );
  const connection = usable.find((row) => row.name === name);
  return (
    <div className="flex h-[calc(100dvh-6.5rem)] flex-col md:h-dvh">
      <h1 className="sr-only">Editor</h1>
      <EditorBar
        connections={usable}
        connection={connection}
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
          ) : (
            <RunResults
              run={run}
              view={view}
              isRunning={isRunning}
              onShowProblem={(position) => handle.current?.showProblem(position)}
            />
          )
        }
      />
    </div>
  );
}

/** The connections one may run on, and whether their agents are there, asked again now and then. */
function useConnections(initial: ConnectionRow[], name: string): ConnectionRow[] {
  const { data } = useQuery({
    ...useTRPC().connections.list.queryOptions(),
    initialData: { rows: initial },
    refetchInterval: ({ state }) => {
      const chosen = state.data?.rows.find((row) => row.name === name);
      return chosen?.agent.online === false ? AGENT_POLL_MS.offline : AGENT_POLL_MS.online;
    },
  });
  return data.rows.filter((row) => row.canRun);
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
