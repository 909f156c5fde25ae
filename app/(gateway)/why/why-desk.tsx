"use client";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { Outputs } from "@/server/api/root";
import { Button } from "@/ui/button";
import { Field, Input, Select, Textarea } from "@/ui/field";
import { RefusalNote } from "@/ui/refusal-note";
import { refusalOf, useTRPC } from "../../calls";
import { addressOf, inputOf, type Question, questionOf, WHY_LIMITS } from "./question";
import { Verdict } from "./verdict";

const MODE_CHOICES = [
  { value: "web", label: "Web editor and one-offs" },
  { value: "native", label: "Native clients" },
  { value: "runbooks", label: "Runbooks" },
];

export type Answer =
  | { readonly kind: "answered"; readonly why: Outputs["access"]["why"] }
  | { readonly kind: "refused"; readonly refusal: ReturnType<typeof refusalOf> };

interface WhyDeskProps {
  readonly asked: Question;
  /** To what the address asks; null when it asks nothing. */
  readonly first: Answer | null;
  readonly aboutOthers: boolean;
}

/** The question is the address, so it can be kept and sent; the command is not: it may hold values. */
export function WhyDesk({ asked, first, aboutOthers }: WhyDeskProps) {
  const [answer, setAnswer] = useState(first);
  const [statement, setStatement] = useState("");
  const { mutate, isPending } = useMutation(
    useTRPC().access.why.mutationOptions({
      onSuccess: (why) => setAnswer({ kind: "answered", why }),
      onError: (error) => setAnswer({ kind: "refused", refusal: refusalOf(error) }),
    }),
  );
  function ask(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const question = questionOf((name) => {
      const value = form.get(name);
      return typeof value === "string" ? value : "";
    });
    window.history.replaceState(null, "", addressOf(question));
    mutate(inputOf(question, statement));
  }
  return (
    <div className="space-y-4">
      <form
        action="/why"
        onSubmit={ask}
        className="space-y-3 rounded-lg border border-line bg-surface p-4"
      >
        <Fields asked={asked} aboutOthers={aboutOthers} />
        <Field label="Command" help="What guardrails and rules would say of it." optional>
          {/* Without a name: no browser puts it into the address, whatever has loaded. */}
          <Textarea
            rows={3}
            className="font-mono"
            maxLength={WHY_LIMITS.statementCharactersMax}
            value={statement}
            onChange={({ target }) => setStatement(target.value)}
          />
        </Field>
        <Button type="submit" variant="primary" disabled={isPending}>
          Ask
        </Button>
      </form>
      <div aria-live="polite">
        {answer?.kind === "refused" && <RefusalNote {...answer.refusal} />}
        {answer?.kind === "answered" && <Verdict why={answer.why} />}
      </div>
    </div>
  );
}

function Fields({ asked, aboutOthers }: Pick<WhyDeskProps, "asked" | "aboutOthers">) {
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      {aboutOthers && (
        <Field label="Person" help="E-mail address; you, when left empty." optional>
          <Input name="person" type="email" defaultValue={asked.person} />
        </Field>
      )}
      <Field label="Connection">
        <Input name="connection" required defaultValue={asked.connection} />
      </Field>
      <Field label="Way in">
        <Select name="mode" choices={MODE_CHOICES} defaultValue={asked.mode} />
      </Field>
    </div>
  );
}
