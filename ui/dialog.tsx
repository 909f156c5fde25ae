"use client";
import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { type ReactNode, useId, useState } from "react";
import { Button } from "./button";
import { classes } from "./classes";
import { Input } from "./field";

const SIZES = { sm: "max-w-md", md: "max-w-xl", lg: "max-w-3xl" } as const;

export interface DialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: string;
  readonly description?: ReactNode;
  readonly size?: keyof typeof SIZES;
  /** Buttons at the end, the one that goes on last. */
  readonly footer?: ReactNode;
  /** False while it holds something that is shown once: only its own buttons close it. */
  readonly dismissible?: boolean;
  readonly children?: ReactNode;
}

export function Dialog(props: DialogProps) {
  const { open, onOpenChange, title, description, size = "sm", footer, children } = props;
  const dismissible = props.dismissible ?? true;
  return (
    <Base.Root
      open={open}
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

export interface ConfirmDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: string;
  /** What will happen, and what cannot be undone. */
  readonly children: ReactNode;
  readonly confirm: string;
  /** The word on the button that leaves everything as it is. */
  readonly keep?: string;
  readonly onConfirm: () => void;
  readonly busy?: boolean;
  /** A word to be typed before the button works. */
  readonly typeToConfirm?: string;
}

/** Asks once more before something that cannot be undone. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { open, onOpenChange, title, children, confirm, onConfirm, busy = false } = props;
  const { typeToConfirm, keep = "Keep it" } = props;
  const [typed, setTyped] = useState("");
  const formId = useId();
  const ready = typeToConfirm === undefined || typed === typeToConfirm;
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        setTyped("");
        onOpenChange(next);
      }}
      title={title}
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>{keep}</Button>
          <Button variant="danger" type="submit" form={formId} disabled={!ready} busy={busy}>
            {confirm}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        onSubmit={(event) => {
          event.preventDefault();
          if (ready && !busy) onConfirm();
        }}
        className="space-y-3 text-sm"
      >
        {children}
        {typeToConfirm !== undefined && (
          <div>
            <label htmlFor={`${formId}-word`} className="mb-1 block">
              Type <b className="font-mono font-semibold">{typeToConfirm}</b> to confirm
            </label>
            <Input
              id={`${formId}-word`}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              autoComplete="off"
              spellCheck={false}
            />
          </div>
        )}
      </form>
    </Dialog>
  );
}
