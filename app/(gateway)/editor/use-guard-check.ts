"use client";
import { useMutation } from "@tanstack/react-query";
import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Outputs } from "@/server/api/root";
import type { SqlEditorHandle } from "@/ui/sql-editor/sql-editor";
import type { Mark } from "@/ui/sql-editor/surface";
import { useTRPC } from "../../calls";

export type GuardCheck = Outputs["guardrails"]["check"];

/** How long typing must rest before the gateway is asked. */
const REST_MS = 350;
const NO_MARKS: readonly Mark[] = [];

interface About {
  readonly connection: string;
  readonly statement: string;
}
const keyOf = ({ connection, statement }: About) => JSON.stringify([connection, statement]);

interface Answered extends About {
  readonly answer: GuardCheck;
}

interface GuardCheckOf {
  readonly handle: RefObject<SqlEditorHandle | null>;
  readonly connection: string;
}

/**
 * What guardrails would say of the text as it stands, asked whenever typing rests. A gateway that does
 * not answer leaves the text unmarked: what is sent is decided there, not here.
 */
export function useGuardCheck({ handle, connection }: GuardCheckOf) {
  const [answered, setAnswered] = useState<Answered | null>(null);
  const [isOld, setOld] = useState(false);
  const tell = useCallback((next: Answered | null) => {
    setAnswered(next);
    setOld(false);
  }, []);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const latest = useRef("");
  const { mutate } = useMutation(
    useTRPC().guardrails.check.mutationOptions({
      onSuccess: (answer, about) => {
        // An answer about what was typed before may come last.
        if (keyOf(about) === latest.current) tell({ ...about, answer });
      },
      onError: () => tell(null),
    }),
  );

  /** The text changed, or somebody chose another connection. */
  const textChanged = useCallback(() => {
    if (timer.current !== null) clearTimeout(timer.current);
    setOld(true);
    timer.current = setTimeout(() => {
      const about = { connection, statement: handle.current?.getText() ?? "" };
      latest.current = keyOf(about);
      if (about.statement.trim() === "") return tell(null);
      mutate(about);
    }, REST_MS);
  }, [connection, handle, mutate, tell]);

  useEffect(() => {
    textChanged();
    return () => {
      if (timer.current !== null) clearTimeout(timer.current);
    };
  }, [textChanged]);

  // What was said of the text on another connection is not said of it here.
  const check = answered?.connection === connection ? answered.answer : null;
  const marks = useMemo(() => marksOf(check), [check]);
  return { check, isOld, marks, textChanged };
}

function marksOf(check: GuardCheck | null): readonly Mark[] {
  if (check === null || check.reasons.length === 0) return NO_MARKS;
  return check.reasons
    .filter(({ isTelling }) => isTelling)
    .map(({ start, end, action, rule, message, sentence, instead }) => ({
      ...{ start, end, tone: action === "warn" ? "warn" : "bad" },
      message: [`${rule}:`, message, sentence, instead].filter(Boolean).join(" "),
    }));
}
