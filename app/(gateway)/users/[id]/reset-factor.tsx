"use client";
import { useMutation } from "@tanstack/react-query";
import { ShieldOff } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { Outputs } from "@/server/api/root";
import { Button } from "@/ui/button";
import { ConfirmDialog } from "@/ui/dialog";
import { RefusalNote } from "@/ui/refusal-note";
import { toast } from "@/ui/toast";
import { refusalOf, useTRPC } from "../../../calls";

/** For somebody who lost their authenticator and their recovery codes. */
export function ResetFactor({ user }: { readonly user: Outputs["users"]["get"] }) {
  const [open, setOpen] = useState(false);
  const router = useRouter();
  const reset = useMutation(
    useTRPC().account.resetSecondFactor.mutationOptions({
      onSuccess: () => {
        setOpen(false);
        toast.ok(`${user.name} signs in without a second factor`);
        router.refresh();
      },
    }),
  );
  return (
    <>
      <Button icon={ShieldOff} onClick={() => setOpen(true)}>
        Reset second factor
      </Button>
      <ConfirmDialog
        open={open}
        onOpenChange={(next) => {
          reset.reset();
          setOpen(next);
        }}
        title={`Reset the second factor of ${user.name}?`}
        keep="Cancel"
        confirm="Reset"
        busy={reset.isPending}
        onConfirm={() => reset.mutate({ userId: user.id })}
      >
        <p>
          Their authenticator and their recovery codes stop working, and the password alone signs
          them in until they set up a new one. Make sure that it is {user.name} who asks.
        </p>
        {reset.error && <RefusalNote {...refusalOf(reset.error)} />}
      </ConfirmDialog>
    </>
  );
}
