"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/ui/button";
import { ConfirmDialog } from "@/ui/dialog";
import { RefusalNote } from "@/ui/refusal-note";
import { refusalOf, useTRPC } from "../../../calls";

export function CancelReview({ id }: { readonly id: string }) {
  const [isAsking, setIsAsking] = useState(false);
  const trpc = useTRPC();
  const queries = useQueryClient();
  const cancel = useMutation(
    trpc.reviews.cancel.mutationOptions({
      onSuccess: async () => {
        setIsAsking(false);
        await queries.invalidateQueries({ queryKey: trpc.reviews.pathKey() });
      },
    }),
  );
  return (
    <>
      <Button onClick={() => setIsAsking(true)}>Cancel the review</Button>
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setIsAsking}
        title="Cancel this review?"
        confirm="Cancel the review"
        keep="Go on with it"
        busy={cancel.isPending}
        onConfirm={() => cancel.mutate({ id })}
      >
        <p>Nobody loses anything. What was decided stays to be read, but cannot be completed.</p>
        {cancel.error && <RefusalNote {...refusalOf(cancel.error)} />}
      </ConfirmDialog>
    </>
  );
}
