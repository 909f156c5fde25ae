"use client";
import { X } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import { useFieldProps } from "./field";

export interface TagInputProps {
  readonly value: readonly string[];
  readonly onChange: (value: string[]) => void;
  readonly placeholder?: string;
  /** The sentence that says why a word cannot be taken, or `null` when it can. */
  readonly objectionTo?: (word: string) => string | null;
}

/** Words as chips: Enter or comma adds, Backspace on nothing takes the last one away. */
export function TagInput(props: TagInputProps) {
  const { value, onChange, placeholder, objectionTo } = props;
  const [text, setText] = useState("");
  const [objection, setObjection] = useState<string | null>(null);
  const field = useFieldProps();

  function add(typed: string) {
    const word = typed.trim();
    if (word === "" || value.includes(word)) return setText("");
    const problem = objectionTo?.(word) ?? null;
    setObjection(problem);
    if (problem !== null) return;
    onChange([...value, word]);
    setText("");
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter" || event.key === ",") {
      // Enter adds; it never sends the form around it.
      event.preventDefault();
      add(text);
    } else if (event.key === "Backspace" && text === "" && value.length > 0) {
      onChange(value.slice(0, -1));
    }
  }

  return (
    <>
      <div className="flex min-h-8 w-full flex-wrap items-center gap-1 rounded-md border border-control bg-surface px-1 py-0.5 shadow-low hover:border-muted has-[input:focus-visible]:outline-2 has-[input:focus-visible]:outline-accent">
        {value.map((word) => (
          <span
            key={word}
            className="inline-flex max-w-full items-center rounded border border-line bg-sunken pl-1.5 text-sm"
          >
            <span className="truncate">{word}</span>
            <button
              type="button"
              aria-label={`Remove ${word}`}
              onClick={() => onChange(value.filter((other) => other !== word))}
              className="flex size-6 shrink-0 items-center justify-center rounded text-muted hover:text-ink"
            >
              <X aria-hidden className="size-3.5" />
            </button>
          </span>
        ))}
        <input
          {...field}
          value={text}
          placeholder={value.length === 0 ? placeholder : undefined}
          onChange={(event) => {
            setObjection(null);
            setText(event.target.value);
          }}
          onKeyDown={onKeyDown}
          onBlur={() => add(text)}
          autoComplete="off"
          className="h-6 min-w-24 flex-1 bg-transparent px-1.5 text-sm outline-none"
        />
      </div>
      {objection && (
        <p role="alert" className="mt-1 text-xs text-bad">
          {objection}
        </p>
      )}
    </>
  );
}
