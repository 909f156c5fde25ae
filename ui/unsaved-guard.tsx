"use client";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { ConfirmDialog } from "./dialog";

interface UnsavedGuardProps {
  /** There is something that leaving would lose. */
  readonly active: boolean;
}

/** Asks before a link, a reload or a closed tab throws away what was typed. */
export function UnsavedGuard({ active }: UnsavedGuardProps) {
  const router = useRouter();
  const [leavingTo, setLeavingTo] = useState<string | null>(null);

  useEffect(() => {
    if (!active) return;
    function onUnload(event: BeforeUnloadEvent) {
      event.preventDefault();
    }
    function onClick(event: MouseEvent) {
      const opensElsewhere = event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0;
      const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
      if (opensElsewhere || !(link instanceof HTMLAnchorElement) || link.target === "_blank")
        return;
      if (link.origin !== window.location.origin || link.hash !== "") return;
      event.preventDefault();
      event.stopPropagation();
      setLeavingTo(`${link.pathname}${link.search}`);
    }
    window.addEventListener("beforeunload", onUnload);
    document.addEventListener("click", onClick, { capture: true });
    return () => {
      window.removeEventListener("beforeunload", onUnload);
      document.removeEventListener("click", onClick, { capture: true });
    };
  }, [active]);

  return (
    <ConfirmDialog
      open={leavingTo !== null}
      onOpenChange={(open) => {
        if (!open) setLeavingTo(null);
      }}
      title="Leave without saving?"
      keep="Stay here"
      confirm="Leave"
      onConfirm={() => {
        if (leavingTo !== null) router.push(leavingTo);
      }}
    >
      <p>What you changed here is not saved and will be lost.</p>
    </ConfirmDialog>
  );
}
