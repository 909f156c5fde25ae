"use client";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Button } from "@/ui/button";
import { Field } from "@/ui/field";
import { Panel } from "@/ui/page";
import { PASSWORD_CHARACTERS_MIN, PasswordInput, PasswordStrength } from "@/ui/password-input";
import { RefusalNote } from "@/ui/refusal-note";
import { toast } from "@/ui/toast";
import { refusalOf, useTRPC } from "../../calls";

const EMPTY = { current: "", next: "" };

export function ChangePassword({ email }: { readonly email: string }) {
  const [draft, setDraft] = useState(EMPTY);
  const change = useMutation(
    useTRPC().account.changePassword.mutationOptions({
      onSuccess: () => {
        setDraft(EMPTY);
        toast.ok("Password changed");
      },
    }),
  );
  const refusal = change.error ? refusalOf(change.error) : null;
  const currentIsWrong = refusal?.code === "PEOPLE.WRONG_PASSWORD";

  function submit(event: FormEvent) {
    event.preventDefault();
    change.mutate(draft);
  }

  return (
    <Panel title="Change password">
      <form onSubmit={submit} className="max-w-sm space-y-3.5">
        <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
        <Field label="Present password" error={currentIsWrong ? refusal.because : null}>
          <PasswordInput
            name="current"
            required
            autoComplete="current-password"
            maxLength={200}
            value={draft.current}
            onChange={(event) => setDraft({ ...draft, current: event.target.value })}
          />
        </Field>
        <Field label="New password" help={`At least ${PASSWORD_CHARACTERS_MIN} characters.`}>
          <PasswordInput
            name="next"
            required
            autoComplete="new-password"
            minLength={PASSWORD_CHARACTERS_MIN}
            maxLength={200}
            value={draft.next}
            onChange={(event) => setDraft({ ...draft, next: event.target.value })}
          />
          <PasswordStrength password={draft.next} />
        </Field>
        {refusal && !currentIsWrong && <RefusalNote {...refusal} />}
        <Button type="submit" busy={change.isPending}>
          Change password
        </Button>
      </form>
    </Panel>
  );
}
