"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/ui/button";
import { ConfirmDialog } from "@/ui/dialog";
import { RefusalNote } from "@/ui/refusal-note";
import { toast } from "@/ui/toast";
import { refusalOf, useTRPC } from "../../calls";
import type { KeyRow } from "./keys-table";

export function RevokeKey({ apiKey }: { readonly apiKey: KeyRow }) {
  const [open, setOpen] = useState(false);
  const trpc = useTRPC();
  const queries = useQueryClient();
  const revoke = useMutation(
    trpc.apiKeys.revoke.mutationOptions({
      onSuccess: async () => {
        setOpen(false);
        toast.ok(`Revoked ${apiKey.name}`);
        await queries.invalidateQueries({ queryKey: trpc.apiKeys.list.pathKey() });
      },
    }),
  );
  return (
    <>
      <Button size="sm" onClick={() => setOpen(true)} aria-label={`Revoke ${apiKey.name}`}>
        Revoke
      </Button>
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        title={`Revoke ${apiKey.name}?`}
        confirm="Revoke the key"
        busy={revoke.isPending}
        onConfirm={() => revoke.mutate({ id: apiKey.id })}
      >
        <p>
          Whatever uses it is refused from now on, its connections are cut and what it runs is
          cancelled. A revoked key cannot be brought back.
        </p>
        {revoke.error && <RefusalNote {...refusalOf(revoke.error)} />}
      </ConfirmDialog>
    </>
  );
}
