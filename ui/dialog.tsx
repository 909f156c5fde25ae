"use client";
import { type ReactNode, useEffect, useId, useState } from "react";
import { Button } from "./button";
import { Input } from "./field";
import { useOnDemand } from "./on-demand";
import { whenIdle } from "./when-idle";

export interface DialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: string;
  readonly description?: ReactNode;
  readonly size?: "sm" | "md" | "lg";
  /** Buttons at the end, the one that goes on last. */
  readonly footer?: ReactNode;
  /** False while it holds something that is shown once: only its own buttons close it. */
  readonly dismissible?: boolean;
  readonly children?: ReactNode;
}

const loadWindow = () => import("./dialog-window");

/** Asks or tells something before the page goes on. Its code comes once the page is idle. */
export function Dialog(props: DialogProps) {
  const dialog = useOnDemand(loadWindow, props.open);
  useEffect(() => whenIdle(() => void loadWindow()), []);
  return dialog && <dialog.DialogWindow {...props} />;
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
  /** False where going on is what is expected, and is only asked once more. */
  readonly danger?: boolean;
  /** A word to be typed before the button works. */
  readonly typeToConfirm?: string;
}

/** Asks once more before something that cannot be undone. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { open, onOpenChange, title, children, confirm, onConfirm, busy = false } = props;
  const { typeToConfirm, keep = "Keep it", danger = true } = props;
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
          <Button
            variant={danger ? "danger" : "primary"}
            type="submit"
            form={formId}
            disabled={!ready}
            busy={busy}
          >
            {confirm}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        onSubmit={(event) => {
          event.preventDefault();
          // React hands events on to what is around the dialog in its tree: a form must not send itself.
          event.stopPropagation();
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
