"use client";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { PublicRefusal } from "@/domain/refusal";
import { Button } from "@/ui/button";
import { Field } from "@/ui/field";
import { PASSWORD_CHARACTERS_MIN, PasswordInput, PasswordStrength } from "@/ui/password-input";
import { RefusalNote } from "@/ui/refusal-note";
import { refusalOf, useTRPC } from "../calls";
import { enter } from "../sign-in/enter";

export function InviteForm({ token }: { readonly token: string }) {
  const set = useMutation(useTRPC().people.setPassword.mutationOptions());
  const [password, setPassword] = useState("");
  const [refusal, setRefusal] = useState<PublicRefusal | null>(null);
  const [entering, setEntering] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setRefusal(null);
    try {
      const { email } = await set.mutateAsync({ token, password });
      setEntering(true);
      const answer = await enter({ email, password });
      // The password is set now: whatever stands in the way is for the sign-in page to say.
      window.location.replace(answer === null ? "/" : `/sign-in?error=${answer.code}`);
    } catch (error) {
      setRefusal(refusalOf(error));
    }
  }

  return (
    <form onSubmit={(event) => void submit(event)} className="space-y-3.5">
      {refusal && <RefusalNote {...refusal} />}
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
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        <PasswordStrength password={password} />
      </Field>
      <Button
        type="submit"
        variant="primary"
        size="lg"
        busy={set.isPending || entering}
        className="w-full"
      >
        Set the password and sign in
      </Button>
    </form>
  );
}
