"use client";
import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { useEffect, useState } from "react";
import { classes } from "./classes";
import type { DialogProps } from "./dialog";

const SIZES = { sm: "max-w-md", md: "max-w-xl", lg: "max-w-3xl" } as const;

/** The window itself. It is asked for before it is there, and then opens the way it does later. */
export function DialogWindow(props: DialogProps) {
  const { open, onOpenChange, title, description, size = "sm", footer, children } = props;
  const dismissible = props.dismissible ?? true;
  const [isHere, setIsHere] = useState(false);
  useEffect(() => setIsHere(true), []);
  return (
    <Base.Root
      open={open && isHere}
      onOpenChange={(next, details) => {
        const aside = details.reason === "outside-press" || details.reason === "escape-key";
        if (!next && aside && !dismissible) return;
        onOpenChange(next);
      }}
    >
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-scrim transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Base.Viewport className="fixed inset-0 z-40 flex items-end justify-center overflow-y-auto sm:items-start sm:px-4 sm:pt-[12vh] sm:pb-8">
          <Base.Popup
            className={classes(
              "flex max-h-[92dvh] w-full flex-col rounded-t-xl border border-line bg-raised shadow-high outline-none transition duration-150 data-ending-style:translate-y-2 data-ending-style:opacity-0 data-starting-style:translate-y-2 data-starting-style:opacity-0 sm:max-h-[80dvh] sm:rounded-xl",
              SIZES[size],
            )}
          >
            <div className="flex items-start justify-between gap-4 px-5 pt-4 pb-3">
              <div className="min-w-0">
                <Base.Title className="text-lg font-semibold break-words">{title}</Base.Title>
                {description && (
                  <Base.Description render={<div />} className="mt-0.5 text-sm text-muted">
                    {description}
                  </Base.Description>
                )}
              </div>
              {dismissible && (
                <Base.Close
                  aria-label="Close"
                  className="-mt-0.5 -mr-1.5 flex size-7 shrink-0 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink"
                >
                  <X aria-hidden className="size-4" />
                </Base.Close>
              )}
            </div>
            {children && (
              <div className="min-h-0 flex-1 overflow-y-auto px-5 pt-0.5 pb-4">{children}</div>
            )}
            {footer && (
              <div className="flex flex-wrap justify-end gap-2 border-t border-line-soft px-5 py-3">
                {footer}
              </div>
            )}
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}
