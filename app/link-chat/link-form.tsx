"use client";
import { useMutation } from "@tanstack/react-query";
import { Button, ButtonLink } from "@/ui/button";
import { RefusalNote } from "@/ui/refusal-note";
import { refusalOf, useTRPC } from "../calls";

interface LinkFormProps {
  readonly token: string;
  readonly account: string;
}

/** Says that the account is theirs, or leaves. */
export function LinkForm({ token, account }: LinkFormProps) {
  const confirm = useMutation(useTRPC().integrations.confirmChatLink.mutationOptions());
  if (confirm.isSuccess) {
    return (
      <div className="space-y-3.5">
        <p>{account} is linked to you. Buttons in Slack work from now on.</p>
        <ButtonLink href="/">Go on</ButtonLink>
      </div>
    );
  }
  return (
    <div className="space-y-3.5">
      {confirm.isError && <RefusalNote {...refusalOf(confirm.error)} />}
      <Button
        variant="primary"
        size="lg"
        className="w-full"
        busy={confirm.isPending}
        onClick={() => confirm.mutate({ token })}
      >
        Yes, it is mine
      </Button>
      <ButtonLink href="/">No, leave</ButtonLink>
    </div>
  );
}
