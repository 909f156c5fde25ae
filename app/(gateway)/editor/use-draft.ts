"use client";
import { type RefObject, useEffect, useRef } from "react";
import type { SqlEditorHandle } from "@/ui/sql-editor/sql-editor";
import { draftLimits, keepDraft, readDraft } from "./drafts";

interface DraftInput {
  readonly handle: RefObject<SqlEditorHandle | null>;
  readonly name: string;
  readonly fallback: string;
}

/** Brings back what was typed last, and keeps what is typed now. */
export function useDraft({ handle, name, fallback }: DraftInput): (text: string) => void {
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
