"use client";
import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "./button";

const COPIED_SHOWN_MS = 1_600;

export interface CopyButtonProps {
  readonly text: string;
  /** What is copied, for people who hear the page: "Copy the key". */
  readonly label: string;
}

export function CopyButton({ text, label }: CopyButtonProps) {
  const [copied, setCopied] = useState<"yes" | "no" | null>(null);
  useEffect(() => {
    if (copied === null) return;
    const timer = setTimeout(() => setCopied(null), COPIED_SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);

  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setCopied("yes");
    } catch {
      // Browsers refuse it on plain http beyond this machine; the text can still be selected.
      setCopied("no");
    }
  }
  const word = copied === "yes" ? "Copied" : copied === "no" ? "Select and copy" : "Copy";
  return (
    <Button
      size="sm"
      icon={copied === "yes" ? Check : Copy}
      aria-label={copied === null ? label : word}
      onClick={() => void copy()}
    >
      <span aria-live="polite">{word}</span>
    </Button>
  );
}

export interface CodeBlockProps {
  readonly code: string;
  readonly title?: string;
  readonly copyLabel?: string;
}

/** Text to be taken elsewhere as it is. */
export function CodeBlock({ code, title, copyLabel = "Copy" }: CodeBlockProps) {
  return (
    <figure className="min-w-0 overflow-hidden rounded-md border border-line bg-sunken">
      <figcaption className="flex items-center justify-between gap-2 border-b border-line-soft py-1 pr-1 pl-3 text-xs text-muted">
        <span className="truncate">{title}</span>
        <CopyButton text={code} label={copyLabel} />
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
      <pre tabIndex={0} className="max-h-72 overflow-auto px-3 py-2 font-mono text-xs">
        {code}
      </pre>
    </figure>
  );
}
