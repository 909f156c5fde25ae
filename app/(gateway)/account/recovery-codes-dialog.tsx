"use client";
import { useRouter } from "next/navigation";
import { CodeBlock } from "@/ui/code-block";
import { ShownOnceDialog } from "@/ui/shown-once-dialog";

interface RecoveryCodesDialogProps {
  readonly codes: readonly string[] | null;
  readonly onClose: () => void;
}

export function RecoveryCodesDialog({ codes, onClose }: RecoveryCodesDialogProps) {
  const router = useRouter();
  if (codes === null) return null;
  return (
    <ShownOnceDialog
      onClose={() => {
        onClose();
        router.refresh();
      }}
      title="Recovery codes"
      size="md"
      what="codes"
      warning="They are shown this once. Each stands in for your authenticator one time; keep them apart from your password."
    >
      <CodeBlock title="Codes" code={codes.join("\n")} copyLabel="Copy the codes" />
    </ShownOnceDialog>
  );
}
