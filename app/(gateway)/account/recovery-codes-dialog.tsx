"use client";
import { useRouter } from "next/navigation";
import { Button } from "@/ui/button";
import { CodeBlock } from "@/ui/code-block";
import { Dialog } from "@/ui/dialog";
import { Note } from "@/ui/note";

interface RecoveryCodesDialogProps {
  readonly codes: readonly string[] | null;
  readonly onClose: () => void;
}

/** The one time these are seen. Neither Escape nor a click beside them loses them by accident. */
export function RecoveryCodesDialog({ codes, onClose }: RecoveryCodesDialogProps) {
  const router = useRouter();
  function done() {
    onClose();
    router.refresh();
  }
  return (
    <Dialog
      open={codes !== null}
      onOpenChange={(open) => {
        if (!open) done();
      }}
      dismissible={false}
      title="Recovery codes"
      footer={
        <Button variant="primary" onClick={done}>
          I have kept the codes
        </Button>
      }
    >
      {codes && (
        <div className="space-y-4">
          <Note tone="warn">
            They are shown this once. Each stands in for your authenticator one time; keep them
            apart from your password.
          </Note>
          <CodeBlock title="Codes" code={codes.join("\n")} copyLabel="Copy the codes" />
        </div>
      )}
    </Dialog>
  );
}
