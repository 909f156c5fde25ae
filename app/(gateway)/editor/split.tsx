"use client";
import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from "react";

const SHARE = { first: 38, min: 12, max: 88, step: 4 } as const;

export interface SplitProps {
  readonly top: ReactNode;
  readonly bottom: ReactNode;
  /** What the line between moves, for people who hear the page. */
  readonly label: string;
}

/** Two parts above each other and a line between that can be dragged, or moved by arrow keys. */
export function Split({ top, bottom, label }: SplitProps) {
  const [share, setShare] = useState<number>(SHARE.first);
  const box = useRef<HTMLDivElement>(null);
  const set = (wanted: number) => setShare(Math.min(SHARE.max, Math.max(SHARE.min, wanted)));

  function onPointerMove(event: PointerEvent) {
    const element = box.current;
    if (element === null || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const { top: from, height } = element.getBoundingClientRect();
    set(((event.clientY - from) / height) * 100);
  }
  function onKeyDown(event: KeyboardEvent) {
    const step = { ArrowUp: -SHARE.step, ArrowDown: SHARE.step }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    set(share + step);
  }
  return (
    <div ref={box} className="flex min-h-0 flex-1 flex-col">
      <div className="min-h-0 shrink-0" style={{ height: `${share}%` }}>
        {top}
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: an <hr> cannot be moved. */}
      <div
        role="separator"
        tabIndex={0}
        aria-label={label}
        aria-orientation="horizontal"
        aria-valuemin={SHARE.min}
        aria-valuemax={SHARE.max}
        aria-valuenow={Math.round(share)}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={onPointerMove}
        onDoubleClick={() => setShare(SHARE.first)}
        className="group relative z-[3] h-px shrink-0 cursor-row-resize touch-none bg-line after:absolute after:inset-x-0 after:-top-1.5 after:-bottom-1.5 hover:bg-accent focus-visible:bg-accent"
      />
      <div className="min-h-0 flex-1">{bottom}</div>
    </div>
  );
}
