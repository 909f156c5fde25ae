"use client";
import {
  type CompositionEvent,
  type KeyboardEvent,
  type Ref,
  useEffect,
  useImperativeHandle,
  useRef,
  useState,
} from "react";
import { useIsDark } from "../theme";
import { whenIdle } from "../when-idle";
import type { EditorDialect, MonacoSurface } from "./monaco";
import { problemSpan, type StatementProblem } from "./problem-span";
import { keptOf, type Mark, type Surface, surfaceOf } from "./surface";

export type SqlEditorHandle = Pick<Surface, "getText" | "setText" | "focus"> & {
  /** Selects the place of a problem. */
  readonly showProblem: (position: number) => void;
};

export interface SqlEditorProps {
  readonly ref: Ref<SqlEditorHandle>;
  readonly label: string;
  /** What colours its words, once Monaco is there. */
  readonly dialect: EditorDialect;
  readonly placeholder: string;
  readonly problem: StatementProblem | null;
  /** Places that are marked beside the problem's. */
  readonly marks?: readonly Mark[];
  /** Somebody typed. The text the page began with is not told. */
  readonly onChange: (text: string) => void;
  readonly onRun: () => void;
}

/**
 * Where SQL is typed. A plain text area is there from the first byte and can be used at once; once
 * the page is idle Monaco takes its place and keeps text, selection and focus. Fingers keep the text
 * area: phones do better with it.
 */
export function SqlEditor(props: SqlEditorProps) {
  const { ref, label, dialect, placeholder, problem, marks = NO_MARKS, onChange, onRun } = props;
  const area = useRef<HTMLTextAreaElement>(null);
  const host = useRef<HTMLDivElement>(null);
  const surface = useRef<Surface | null>(null);
  const events = useRef({ onChange, onRun });
  const [monaco, setMonaco] = useState<MonacoSurface | null>(null);
  const isDark = useIsDark();

  useEffect(() => {
    events.current = { onChange, onRun };
  }, [onChange, onRun]);

  const current = () => surface.current ?? (area.current && surfaceOf(area.current));
  useImperativeHandle(ref, () => ({
    getText: () => current()?.getText() ?? "",
    setText: (text) => current()?.setText(text),
    focus: () => current()?.focus(),
    showProblem: (position) => {
      const span = problemSpan(current()?.getText() ?? "", position);
      if (span !== null) current()?.select(span);
    },
  }));

  useEffect(() => {
    const box = host.current;
    const before = area.current;
    if (box === null || before === null || window.matchMedia("(pointer: coarse)").matches) return;
    const place = { host: box, area: before, label };
    return loadMonaco(place, {
      onChange: (text) => events.current.onChange(text),
      onRun: () => events.current.onRun(),
      onReady: (made) => {
        surface.current = made;
        setMonaco(made);
      },
      onGone: () => {
        surface.current = null;
      },
    });
  }, [label]);

  useEffect(() => monaco?.setDark(isDark), [monaco, isDark]);
  useEffect(() => monaco?.setDialect(dialect), [monaco, dialect]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: Monaco, once there, must be told too.
  useEffect(() => {
    const now = surface.current ?? (area.current && surfaceOf(area.current));
    const span = problem === null ? null : problemSpan(now?.getText() ?? "", problem.position);
    const { message = "" } = problem ?? {};
    now?.mark(span === null ? marks : [{ ...span, message, tone: "bad" }, ...marks]);
  }, [problem, marks, monaco]);

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    onRun();
  }
  return (
    <div className="relative h-full min-h-0 bg-surface">
      <textarea
        ref={area}
        aria-label={label}
        placeholder={placeholder}
        hidden={monaco !== null}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={onKeyDown}
        onCompositionStart={markComposing}
        onCompositionEnd={markComposing}
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        autoCorrect="off"
        wrap="off"
        maxLength={STATEMENT_CHARACTERS_MAX}
        className="absolute inset-0 block size-full resize-none bg-surface py-2.5 pr-4 pl-4 font-mono text-sm leading-5 text-ink focus-visible:-outline-offset-2 md:pl-[50px]"
      />
      <div ref={host} className="absolute inset-0" hidden={monaco === null} />
    </div>
  );
}

const NO_MARKS: readonly Mark[] = [];
/** The gateway's own limit of a statement. */
const STATEMENT_CHARACTERS_MAX = 1024 * 1024;

interface Place {
  readonly host: HTMLElement;
  readonly area: HTMLTextAreaElement;
  readonly label: string;
}

interface LoadEvents {
  readonly onChange: (text: string) => void;
  readonly onRun: () => void;
  readonly onReady: (surface: MonacoSurface) => void;
  readonly onGone: () => void;
}

/** Fetches Monaco when the page has nothing better to do; the answer takes it away again. */
function loadMonaco({ host, area, label }: Place, events: LoadEvents): () => void {
  let made: MonacoSurface | null = null;
  let isGone = false;
  async function load() {
    const { createMonaco } = await import("./monaco");
    await compositionEnd(area);
    if (isGone) return;
    host.hidden = false;
    const { onChange, onRun } = events;
    made = createMonaco({ host, kept: keptOf(area), label, onChange, onRun });
    events.onReady(made);
  }
  const cancel = whenIdle(() => {
    // Without Monaco, as on a bad line, the text area simply stays.
    load().catch((error: unknown) => console.warn("the editor stays plain", error));
  });
  return () => {
    isGone = true;
    cancel();
    if (made !== null) area.value = made.getText();
    made?.dispose();
    events.onGone();
  };
}

function markComposing({ type, currentTarget }: CompositionEvent<HTMLTextAreaElement>) {
  currentTarget.dataset["composing"] = type === "compositionstart" ? "yes" : "no";
}

/** Somebody may be in the middle of a character made of several keys. */
function compositionEnd(area: HTMLTextAreaElement): Promise<void> {
  if (area.dataset["composing"] !== "yes") return Promise.resolve();
  return new Promise((resolve) => {
    area.addEventListener("compositionend", () => resolve(), { once: true });
  });
}
