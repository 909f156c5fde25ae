"use client";
import { useEffect, useRef } from "react";
import { Field, Input } from "@/ui/field";
import { PasswordInput } from "@/ui/password-input";

interface Given {
  readonly email: string;
  readonly password: string;
  readonly code: string;
  readonly change: (part: { email?: string; password?: string; code?: string }) => void;
}

/** After a refusal the password is empty and has the focus: that is what to type again. */
export function PasswordFields({ email, password, change, isWrong }: Given & { isWrong: boolean }) {
  const fields = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isWrong) fields.current?.querySelector<HTMLInputElement>("input[name=password]")?.focus();
  }, [isWrong]);
  return (
    <div ref={fields} className="space-y-3.5">
      <Field label="E-mail">
        <Input
          type="email"
          name="email"
          required
          autoComplete="username"
          value={email}
          onChange={(event) => change({ email: event.target.value })}
        />
      </Field>
      <Field label="Password">
        <PasswordInput
          name="password"
          required
          autoComplete="current-password"
          value={password}
          onChange={(event) => change({ password: event.target.value })}
        />
      </Field>
    </div>
  );
}

export function CodeFields({ email, code, change }: Given) {
  const fields = useRef<HTMLDivElement>(null);
  useEffect(() => fields.current?.querySelector("input")?.focus(), []);
  return (
    <div ref={fields} className="space-y-3.5">
      <p className="text-sm text-muted">
        The password of <span className="text-ink">{email}</span> is right.
      </p>
      <Field
        label="Code"
        help="Six digits from your authenticator. Lost it? A recovery code works too, once."
      >
        <Input
          name="code"
          required
          autoComplete="one-time-code"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={40}
          value={code}
          onChange={(event) => change({ code: event.target.value })}
          className="font-mono tracking-wider"
        />
      </Field>
    </div>
  );
}
