"use client";
import { useMutation } from "@tanstack/react-query";
import { Send } from "lucide-react";
import { Button } from "@/ui/button";
import { formatDuration } from "@/ui/duration";
import { Note } from "@/ui/note";
import { RefusalNote } from "@/ui/refusal-note";
import { refusalOf, useTRPC } from "../../../calls";

/** Sends a sample with what is saved, and shows what the receiver answered. */
export function TestIntegration({ id }: { readonly id: string }) {
  const test = useMutation(useTRPC().integrations.test.mutationOptions());
  const { data, error, isPending } = test;
  return (
    <div className="space-y-3 border-t border-line-soft pt-4">
      <div className="flex flex-wrap items-center gap-3">
        <Button icon={Send} busy={isPending} onClick={() => test.mutate({ id })}>
          Test
        </Button>
        <span aria-live="polite" className="text-sm text-muted">
          {isPending
            ? "Sending a sample…"
            : "Sends a sample request; there is nothing to decide in it."}
        </span>
      </div>
      {!isPending && error && <RefusalNote {...refusalOf(error)} />}
      {!isPending && data && (
        <Note tone={data.ok ? "ok" : "warn"}>
          {data.ok ? "Told" : "Not told"} after {formatDuration(data.durationMs)}:{" "}
          <span className="break-words">{data.because}</span>
        </Note>
      )}
    </div>
  );
}
