import { type ClipboardEvent, useState } from "react";
import { contentOf, hexDump } from "./cell-text";
import type { RowBlocks } from "./row-blocks";
import { type Copied, type Rectangle, tsvOf } from "./selection";

/** Copies the selected cells as tab-separated lines: whole values, as they came, masked as they came. */
export function useGridCopy(blocks: RowBlocks, rectangle: Rectangle | null) {
  const [copied, setCopied] = useState<string | null>(null);

  function take(): Copied | null {
    if (rectangle === null) return null;
    return tsvOf(rectangle, ({ row, column }) => textOf(blocks.cell(row, column)));
  }
  return {
    copied,
    /** By the keys: the browser asks for what to copy, which works everywhere. */
    onCopy: (event: ClipboardEvent) => {
      const taken = take();
      if (taken === null) return;
      event.preventDefault();
      event.clipboardData.setData("text/plain", taken.text);
      setCopied(wordOf(taken));
    },
    copyByButton: () => {
      const taken = take();
      if (taken !== null) void writeClipboard(taken, setCopied);
    },
  };
}

async function writeClipboard(taken: Copied, say: (word: string) => void) {
  try {
    await navigator.clipboard.writeText(taken.text);
    say(wordOf(taken));
  } catch {
    // Browsers give the clipboard to buttons only on https and on this machine.
    say("This browser copies here only with Ctrl+C");
  }
}

function wordOf({ rows, left }: Copied): string {
  const word = `Copied ${rows.toLocaleString("en-US")} ${rows === 1 ? "row" : "rows"}`;
  return left === 0 ? word : `${word}, ${left.toLocaleString("en-US")} more were too many`;
}

function textOf(bytes: Uint8Array | null): string {
  if (bytes === null) return "";
  const content = contentOf(bytes);
  return content.kind === "text" ? content.text : hexDump(bytes);
}
