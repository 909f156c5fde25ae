"use client";
import { type RefObject, useEffect } from "react";
import type { SqlEditorHandle } from "@/ui/sql-editor/sql-editor";
import type { Mark } from "@/ui/sql-editor/surface";
import { Calls } from "../../calls";
import { GuardStrip } from "./guard-strip";
import { useGuardCheck } from "./use-guard-check";

interface GuardWatchProps {
  readonly handle: RefObject<SqlEditorHandle | null>;
  readonly connection: string;
  /** Called whenever the text was changed. */
  readonly edited: RefObject<(() => void) | null>;
  readonly onMarks: (marks: readonly Mark[]) => void;
}

/** Looks with the gateway at what is typed, says below it what guardrails would say, and marks the places. */
export function GuardWatch(props: GuardWatchProps) {
  return (
    <Calls>
      <Watch {...props} />
    </Calls>
  );
}

function Watch({ handle, connection, edited, onMarks }: GuardWatchProps) {
  const { check, isOld, marks, textChanged } = useGuardCheck({ handle, connection });
  useEffect(() => {
    edited.current = textChanged;
    return () => {
      edited.current = null;
    };
  }, [edited, textChanged]);
  useEffect(() => onMarks(marks), [marks, onMarks]);
  return <GuardStrip check={check} isOld={isOld} />;
}
