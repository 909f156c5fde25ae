"use client";
// Most pages draw these. What the root brings is not copied into the part of every single page.
import "@/ui/link";
import "@/ui/button";
import "@/ui/refusal-note";
import "@/ui/theme";
import { CSPProvider } from "@base-ui/react/csp-provider";
import type { ReactNode } from "react";
import { ToastPlace } from "@/ui/toast-place";

interface ProvidersProps {
  readonly nonce: string | undefined;
  readonly children: ReactNode;
}

export function Providers({ nonce, children }: ProvidersProps) {
  return (
    <CSPProvider {...(nonce !== undefined && { nonce })}>
      {children}
      <ToastPlace />
    </CSPProvider>
  );
}
