"use client";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useId, useState } from "react";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { Field, Input } from "@/ui/field";
import { PasswordInput } from "@/ui/password-input";
import { RefusalNote } from "@/ui/refusal-note";
import { toast } from "@/ui/toast";
import { refusalOf, useTRPC } from "../../calls";

interface ChangeFactorProps {
  readonly kind: "end" | "renew" | null;
  readonly onClose: () => void;
  readonly onCodes: (codes: readonly string[]) => void;
}

const WORDS = {
  end: {
    title: "Switch the second factor off?",
    about: "Afterwards the password alone signs you in. The recovery codes are void.",
    button: "Switch off",
  },
  renew: {
    title: "New recovery codes",
    about: "The old ones are void at once.",
    button: "Make new codes",
  },
} as const;
const EMPTY = { password: "", code: "" };

/** Both need the password and a code: somebody at an open browser has neither. */
export function ChangeFactor({ kind, onClose, onCodes }: ChangeFactorProps) {
  const [proof, setProof] = useState(EMPTY);
  const formId = useId();
  const router = useRouter();
  const trpc = useTRPC();
  const end = useMutation(
    trpc.account.endSecondFactor.mutationOptions({
      onSuccess: () => {
        leave();
        toast.ok("Second factor switched off");
        router.refresh();
      },
    }),
  );
  const renew = useMutation(
    trpc.account.renewRecoveryCodes.mutationOptions({
      onSuccess: ({ recoveryCodes }) => {
        leave();
        onCodes(recoveryCodes);
      },
    }),
  );
  const change = kind === "end" ? end : renew;
  const words = WORDS[kind ?? "renew"];

  function leave() {
    setProof(EMPTY);
    end.reset();
    renew.reset();
    onClose();
  }
  function submit(event: FormEvent) {
    event.preventDefault();
    change.mutate(proof);
  }

  return (
    <Dialog
      open={kind !== null}
      onOpenChange={leave}
      title={words.title}
      description={words.about}
      footer={
        <>
          <Button onClick={leave}>Cancel</Button>
          <Button variant="primary" type="submit" form={formId} busy={change.isPending}>
            {words.button}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="space-y-3.5">
        <Field label="Password">
          <PasswordInput
            required
            autoComplete="current-password"
            maxLength={200}
            value={proof.password}
            onChange={(event) => setProof({ ...proof, password: event.target.value })}
          />
        </Field>
        <Field label="Code" help="From your authenticator, or a recovery code.">
          <Input
            required
            autoComplete="one-time-code"
            minLength={6}
            maxLength={40}
            value={proof.code}
            onChange={(event) => setProof({ ...proof, code: event.target.value })}
            className="font-mono tracking-wider"
          />
        </Field>
        {change.error && <RefusalNote {...refusalOf(change.error)} />}
      </form>
    </Dialog>
  );
}
