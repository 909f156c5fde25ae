"use client";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { PublicRefusal } from "@/domain/refusal";
import { Button } from "@/ui/button";
import { Field, Input } from "@/ui/field";
import { PASSWORD_CHARACTERS_MIN, PasswordInput, PasswordStrength } from "@/ui/password-input";
import { RefusalNote } from "@/ui/refusal-note";
import { refusalOf, useTRPC } from "../calls";
import { enter } from "../sign-in/enter";

export function SetupForm({ token }: { readonly token: string }) {
  const create = useMutation(useTRPC().setup.createFirstAdmin.mutationOptions());
  const [draft, setDraft] = useState({ name: "", email: "", password: "" });
  const [refusal, setRefusal] = useState<PublicRefusal | null>(null);
  const [entering, setEntering] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setRefusal(null);
    try {
      await create.mutateAsync({ token, ...draft });
    } catch (error) {
      return setRefusal(refusalOf(error));
    }
    setEntering(true);
    const answer = await enter(draft);
    // The admin exists now: whatever stands in the way is for the sign-in page to say.
    window.location.replace(answer === null ? "/connections" : `/sign-in?error=${answer.code}`);
  }

  return (
    <form onSubmit={(event) => void submit(event)} className="space-y-3.5">
      {refusal && <RefusalNote {...refusal} />}
      <Field label="Name">
        <Input
          name="name"
          required
          maxLength={100}
          autoComplete="name"
          value={draft.name}
          onChange={(event) => setDraft({ ...draft, name: event.target.value })}
        />
      </Field>
      <Field label="E-mail" help="You sign in with it.">
        <Input
          type="email"
          name="email"
          required
          maxLength={200}
          autoComplete="username"
          value={draft.email}
          onChange={(event) => setDraft({ ...draft, email: event.target.value })}
        />
      </Field>
      <Field
        label="Password"
        help={`At least ${PASSWORD_CHARACTERS_MIN} characters; a few words do well.`}
      >
        <PasswordInput
          name="password"
          required
          minLength={PASSWORD_CHARACTERS_MIN}
          maxLength={200}
          autoComplete="new-password"
          value={draft.password}
          onChange={(event) => setDraft({ ...draft, password: event.target.value })}
        />
        <PasswordStrength password={draft.password} />
      </Field>
      <Button
        type="submit"
        variant="primary"
        size="lg"
        busy={create.isPending || entering}
        className="w-full"
      >
        Create the admin and sign in
      </Button>
    </form>
  );
}
