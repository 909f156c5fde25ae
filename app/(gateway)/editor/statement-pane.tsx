"use client";
import { type RefObject, useRef, useState } from "react";
import type { ConnectionKind } from "@/domain/connections/connection";
import { useOnDemand } from "@/ui/on-demand";
import type { StatementProblem } from "@/ui/sql-editor/problem-span";
import { SqlEditor, type SqlEditorHandle } from "@/ui/sql-editor/sql-editor";
import type { Mark } from "@/ui/sql-editor/surface";

// What guardrails would say comes a moment after the page, which can be typed into before.
const loadGuard = () => import("./guard-watch");

interface StatementPaneProps {
  readonly handle: RefObject<SqlEditorHandle | null>;
  readonly connection: string;
  readonly kind: ConnectionKind;
  readonly problem: StatementProblem | null;
  readonly onChange: (text: string) => void;
  readonly onRun: () => void;
}

const EDITED_AS = { postgres: "postgres", mysql: "mysql" } as const;

/** Where the statement is typed, and below it what guardrails would say of it. */
export function StatementPane(props: StatementPaneProps) {
  const { handle, connection, kind, problem, onChange, onRun } = props;
  const edited = useRef<(() => void) | null>(null);
  const [marks, setMarks] = useState<readonly Mark[]>([]);
  const guard = useOnDemand(loadGuard, true);
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="min-h-0 flex-1">
        <SqlEditor
          ref={handle}
          label="Statement"
          dialect={EDITED_AS[kind]}
          placeholder="SELECT …"
          problem={problem}
          marks={marks}
          onChange={(text) => {
            edited.current?.();
            onChange(text);
          }}
          onRun={onRun}
        />
      </div>
      {guard && (
        <guard.GuardWatch
          handle={handle}
          connection={connection}
          edited={edited}
          onMarks={setMarks}
        />
      )}
    </div>
  );
}
