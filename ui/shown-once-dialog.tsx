import type { ReactNode } from "react";
import { Button } from "./button";
import { Dialog, type DialogProps } from "./dialog";
import { Note } from "./note";

interface ShownOnceDialogProps extends Pick<DialogProps, "title" | "size"> {
  readonly onClose: () => void;
  /** What it is, for the button that says it was kept: `key`, `link`. */
  readonly what: string;
  /** That it is shown this once, and what then. */
  readonly warning: ReactNode;
  readonly children: ReactNode;
}

/** The one time something is seen. Neither Escape nor a click beside it loses it by accident. */
export function ShownOnceDialog(props: ShownOnceDialogProps) {
  const { onClose, what, warning, children, title, size = "lg" } = props;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      dismissible={false}
      size={size}
      title={title}
      footer={
        <Button variant="primary" onClick={onClose}>
          I have kept the {what}
        </Button>
      }
    >
      <div className="space-y-4">
        <Note tone="warn">{warning}</Note>
        {children}
      </div>
    </Dialog>
  );
}
