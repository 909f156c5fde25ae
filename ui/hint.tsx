"use client";
import { Tooltip } from "@base-ui/react/tooltip";
import type { ReactElement, ReactNode } from "react";

export interface HintProps {
  readonly text: ReactNode;
  readonly detail?: ReactNode;
  /** The one element the hint belongs to; it must be able to take the focus. */
  readonly children: ReactElement<Record<string, unknown>>;
}

/** A short word on hover and focus. Never the only place where something is said. */
export function Hint({ text, detail, children }: HintProps) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger render={children} />
      <Tooltip.Portal>
        <Tooltip.Positioner sideOffset={6} className="z-50">
          <Tooltip.Popup className="flex items-center gap-2 rounded-md bg-ink px-2 py-1 text-xs text-canvas shadow-high">
            {text}
            {detail && <span className="opacity-75">{detail}</span>}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
