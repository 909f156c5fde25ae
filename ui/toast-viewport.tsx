"use client";
import { Toast } from "@base-ui/react/toast";
import { CircleAlert, CircleCheck, X } from "lucide-react";
import { useEffect } from "react";
import { showToastsBy } from "./toast";

/** Screen readers tell what comes into a live region, once they know that it is one. */
const REGION_KNOWN_MS = 100;

const manager = Toast.createToastManager();

export function ToastViewport() {
  useEffect(() => {
    let stop: (() => void) | null = null;
    const timer = setTimeout(() => {
      stop = showToastsBy(({ tone, title, detail }) => {
        const description = detail === undefined ? {} : { description: detail };
        const staying = tone === "bad" ? ({ timeout: 0, priority: "high" } as const) : {};
        manager.add({ title, type: tone, ...description, ...staying });
      });
    }, REGION_KNOWN_MS);
    return () => {
      clearTimeout(timer);
      stop?.();
    };
  }, []);
  return (
    <Toast.Provider limit={4} toastManager={manager}>
      <Toast.Portal>
        <Toast.Viewport className="fixed right-3 bottom-18 left-3 z-50 flex flex-col gap-2 sm:right-5 sm:bottom-5 sm:left-auto sm:w-88">
          <Toasts />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function Toasts() {
  const { toasts } = Toast.useToastManager();
  return toasts.map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      className="rounded-lg border border-line bg-raised shadow-high transition duration-200 data-ending-style:opacity-0 data-limited:hidden data-starting-style:translate-y-2 data-starting-style:opacity-0"
    >
      <Toast.Content className="flex items-start gap-2.5 py-2.5 pr-2 pl-3 text-sm">
        {toast.type === "bad" ? (
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-bad" />
        ) : (
          <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-ok" />
        )}
        <div className="min-w-0 flex-1">
          <Toast.Title className="font-medium break-words" />
          <Toast.Description className="break-words text-muted" />
        </div>
        <Toast.Close
          aria-label="Close"
          className="flex size-6 shrink-0 items-center justify-center rounded text-muted hover:bg-hover hover:text-ink"
        >
          <X aria-hidden className="size-3.5" />
        </Toast.Close>
      </Toast.Content>
    </Toast.Root>
  ));
}
