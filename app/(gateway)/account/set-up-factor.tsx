"use client";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import type { Outputs } from "@/server/api/root";
import { Button } from "@/ui/button";
import { CodeBlock } from "@/ui/code-block";
import { Dialog } from "@/ui/dialog";
import { Field, Input } from "@/ui/field";
import { PasswordInput } from "@/ui/password-input";
import { RefusalNote } from "@/ui/refusal-note";
import { refusalOf, useTRPC } from "../../calls";
import { QrCode } from "./qr-code";

interface SetUpFactorProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onCodes: (codes: readonly string[]) => void;
}

type Enrolment = Outputs["account"]["beginSecondFactor"];

/** First the password, then the picture for the app, then the first code of the app. */
export function SetUpFactor({ open, onClose, onCodes }: SetUpFactorProps) {
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [enrolment, setEnrolment] = useState<Enrolment | null>(null);
  const formId = useId();
  const trpc = useTRPC();
  const begin = useMutation(
    trpc.account.beginSecondFactor.mutationOptions({ onSuccess: setEnrolment }),
  );
  const confirm = useMutation(
    trpc.account.confirmSecondFactor.mutationOptions({
      onSuccess: ({ recoveryCodes }) => {
        forget();
        onCodes(recoveryCodes);
      },
    }),
  );
  const error = enrolment === null ? begin.error : confirm.error;

  function forget() {
    setPassword("");
    setCode("");
    setEnrolment(null);
    begin.reset();
    confirm.reset();
  }
  function leave() {
    forget();
    onClose();
  }
  function submit(event: FormEvent) {
    event.preventDefault();
    if (enrolment === null) begin.mutate({ password });
    else confirm.mutate({ code });
  }

  return (
    <Dialog
      open={open}
      onOpenChange={leave}
      title="Set up a second factor"
      description={
        enrolment === null ? "First, your password again." : "Add Gatehouse to your authenticator."
      }
      footer={
        <>
          <Button onClick={leave}>Cancel</Button>
          <Button
            variant="primary"
            type="submit"
            form={formId}
            busy={begin.isPending || confirm.isPending}
          >
            {enrolment === null ? "Go on" : "Switch on"}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="space-y-4">
        {enrolment === null ? (
          <Field label="Password">
            <PasswordInput
              required
              autoComplete="current-password"
              maxLength={200}
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          </Field>
        ) : (
          <>
            <QrCode text={enrolment.uri} label="Picture for your authenticator" />
            <CodeBlock title="Or type this" code={enrolment.secret} copyLabel="Copy the secret" />
            <Field label="Code" help="The six digits that the app shows now.">
              <Input
                required
                inputMode="numeric"
                autoComplete="one-time-code"
                maxLength={7}
                value={code}
                onChange={(event) => setCode(event.target.value)}
                className="font-mono tracking-wider"
              />
            </Field>
          </>
        )}
        {error && <RefusalNote {...refusalOf(error)} />}
      </form>
    </Dialog>
  );
}
