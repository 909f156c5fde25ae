"use client";
import { useCallback, useMemo, useRef, useState } from "react";
import type { Outputs } from "@/server/api/root";
import { useOnDemand } from "@/ui/on-demand";
import type { SqlEditorHandle } from "@/ui/sql-editor/sql-editor";
import { keepDraft, readDraft } from "./drafts";
import { EditorBar } from "./editor-bar";
import { Outcome } from "./outcome";
import { showInAddress } from "./show-in-address";
import { Split } from "./split";
import { StatementPane } from "./statement-pane";
import { useDraft } from "./use-draft";
import { useHeldBefore } from "./use-held-run";
import { type Resumed, useRun } from "./use-run";

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
          <StatementPane
            handle={handle}
            connection={name}
            kind={chosen.kind}
            problem={problem}
            onChange={(text) => {
              setIsEdited(true);
              onChange(text);
            }}
            onRun={() => void onRun()}
          />
        }
        bottom={
          <Outcome
            {...{ run, view, isRunning, ...held }}
            onRunAgain={(reason) => void onRunAgain(reason)}
            onShowProblem={(position) => handle.current?.showProblem(position)}
            onClose={clear}
          />
        }
      />
    </div>
  );
}
