"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { CircleStop } from "lucide-react";
import { useState } from "react";
import { Button } from "@/ui/button";
import { ConfirmDialog } from "@/ui/dialog";
import { RefusalNote } from "@/ui/refusal-note";
import { refusalOf, useTRPC } from "../../../calls";

/** Ends a running session; the target stops its query. */
export function EndSession({ id }: { readonly id: string }) {
  const [isAsking, setIsAsking] = useState(false);
  const trpc = useTRPC();
  const queries = useQueryClient();
  const end = useMutation(
    trpc.sessions.end.mutationOptions({
      onSuccess: async () => {
        setIsAsking(false);
        await queries.invalidateQueries({ queryKey: trpc.sessions.get.queryKey({ id }) });
      },
    }),
  );
  return (
    <>
      <Button variant="danger-quiet" icon={CircleStop} onClick={() => setIsAsking(true)}>
        End
      </Button>
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setIsAsking}
        title="End this session?"
        confirm="End the session"
        busy={end.isPending}
        onConfirm={() => end.mutate({ id })}
      >
        <p>
          The target is told to stop now. What was delivered until then stays recorded; whoever runs
          it sees that it was ended, and by whom.
        </p>
        {end.error && <RefusalNote {...refusalOf(end.error)} />}
      </ConfirmDialog>
    </>
  );
}
