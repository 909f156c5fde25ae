"use client";
import { KeyRound } from "lucide-react";
import { type FormEvent, useEffect, useRef, useState } from "react";
import type { PublicRefusal } from "@/domain/refusal";
import { Button } from "@/ui/button";
import { Field, Input } from "@/ui/field";
import { PasswordInput } from "@/ui/password-input";
import { RefusalNote } from "@/ui/refusal-note";
import { whenIdle } from "@/ui/when-idle";
import { enter, enterByProvider, loadSignIn } from "./enter";

interface SignInFormProps {
  /** A path of this gateway. */
  readonly returnTo: string;
  readonly oidcName: string | null;
}

export function SignInForm({ returnTo, oidcName }: SignInFormProps) {
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [busy, setBusy] = useState<"local" | "oidc" | null>(null);
  const [refusal, setRefusal] = useState<PublicRefusal | null>(null);
  const form = useRef<HTMLFormElement>(null);

  useEffect(() => whenIdle(() => void loadSignIn()), []);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setBusy("local");
    setRefusal(null);
    const answer = await enter({ email, password });
    if (answer === null) return window.location.assign(returnTo);
    setRefusal(answer);
    setBusy(null);
    setPassword("");
    form.current?.querySelector<HTMLInputElement>("input[name=password]")?.focus();
  }

  async function goToProvider() {
    setBusy("oidc");
    setRefusal(null);
    const answer = await enterByProvider(returnTo);
    if (answer === null) return;
    setRefusal(answer);
    setBusy(null);
  }

  return (
    <>
      {oidcName !== null && (
        <>
          <Button
            variant="primary"
            size="lg"
            icon={KeyRound}
            busy={busy === "oidc"}
            className="w-full"
            onClick={() => void goToProvider()}
          >
            Continue with {oidcName}
          </Button>
          <div className="flex items-center gap-3 text-xs text-muted">
            <span className="h-px flex-1 bg-line" />
            or with a local account
            <span className="h-px flex-1 bg-line" />
          </div>
        </>
      )}
      <form ref={form} onSubmit={(event) => void submit(event)} className="space-y-3.5">
        {refusal && <RefusalNote {...refusal} />}
        <Field label="E-mail">
          <Input
            type="email"
            name="email"
            required
            autoComplete="username"
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
        </Field>
        <Field label="Password">
          <PasswordInput
            name="password"
            required
            autoComplete="current-password"
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        </Field>
        <Button
          type="submit"
          variant={oidcName === null ? "primary" : "secondary"}
          size="lg"
          busy={busy === "local"}
          className="w-full"
        >
          Sign in
        </Button>
      </form>
    </>
  );
}
