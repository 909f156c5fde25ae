"use client";
import { KeyRound } from "lucide-react";
import { type FormEvent, useEffect, useState } from "react";
import type { PublicRefusal } from "@/domain/refusal";
import { Button } from "@/ui/button";
import { RefusalNote } from "@/ui/refusal-note";
import { whenIdle } from "@/ui/when-idle";
import { CodeFields, PasswordFields } from "./credential-fields";
import { enter, enterByProvider, loadSignIn } from "./enter";

interface SignInFormProps {
  /** A path of this gateway. */
  readonly returnTo: string;
  readonly oidcName: string | null;
}

const EMPTY = { email: "", password: "", code: "" };

/** Address and password; then, for those who have one, the code of their second factor. */
export function SignInForm({ returnTo, oidcName }: SignInFormProps) {
  const [given, setGiven] = useState(EMPTY);
  const [step, setStep] = useState<"password" | "code">("password");
  const [busy, setBusy] = useState<"local" | "oidc" | null>(null);
  const [refusal, setRefusal] = useState<PublicRefusal | null>(null);
  const change = (part: Partial<typeof EMPTY>) => setGiven({ ...given, ...part });

  useEffect(() => whenIdle(() => void loadSignIn()), []);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setBusy("local");
    setRefusal(null);
    const answer = await enter(given);
    if (answer === null) return window.location.assign(returnTo);
    setBusy(null);
    goOn(answer);
  }

  function goOn(answer: PublicRefusal) {
    if (answer.code === "SIGNIN.CODE_NEEDED") return setStep("code");
    setRefusal(answer);
    if (answer.code === "SIGNIN.CODE_WRONG") return change({ code: "" });
    setStep("password");
    change({ password: "", code: "" });
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
      {oidcName !== null && step === "password" && (
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
      <form onSubmit={(event) => void submit(event)} className="space-y-3.5">
        {refusal && <RefusalNote {...refusal} />}
        {step === "password" ? (
          <PasswordFields {...given} change={change} isWrong={refusal !== null} />
        ) : (
          <CodeFields {...given} change={change} />
        )}
        <Button
          type="submit"
          variant={oidcName === null || step === "code" ? "primary" : "secondary"}
          size="lg"
          busy={busy === "local"}
          className="w-full"
        >
          {step === "password" ? "Sign in" : "Confirm"}
        </Button>
        {step === "code" && (
          <Button
            className="w-full"
            onClick={() => {
              setStep("password");
              setRefusal(null);
              setGiven(EMPTY);
            }}
          >
            Sign in as somebody else
          </Button>
        )}
      </form>
    </>
  );
}
