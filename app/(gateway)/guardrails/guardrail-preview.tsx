"use client";
import { useMutation } from "@tanstack/react-query";
import { ArrowRight } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { isAboutPlan, isAboutResults } from "@/domain/guardrails/criteria/criterion";
import { describeGuardrail } from "@/domain/guardrails/describe-guardrail";
import type { Inputs, Outputs } from "@/server/api/root";
import { CodeBlock } from "@/ui/code-block";
import { Field, Textarea } from "@/ui/field";
import { Note } from "@/ui/note";
import { Panel } from "@/ui/page";
import { RefusalNote } from "@/ui/refusal-note";
import { refusalOf, useTRPC } from "../../calls";
import { OutcomeBadge } from "./action-badge";
import { textsToTry } from "./guardrail-draft";
import { TryOnCorpus } from "./workbench/try-on-corpus";

type Body = Inputs["guardrails"]["create"];
type Asked = Inputs["guardrails"]["preview"];
type Answer = Outputs["guardrails"]["preview"];
/** How long typing must rest before the gateway is asked. */
const REST_MS = 300;
const LIMITS = { textsMax: 50, textCharactersMax: 4_000, typedCharactersMax: 50_000 } as const;
const FIRST_TEXTS = "delete from customers\n\nselect * from customers where id = 1";

interface GuardrailPreviewProps {
  /** `null` for a new one. */
  readonly id: string | null;
  readonly body: Body;
}

/** What it means as it stands in the form, and what it would say of statements beside all others. */
export function GuardrailPreview({ id, body }: GuardrailPreviewProps) {
  const [typed, setTyped] = useState(FIRST_TEXTS);
  const isOnResults = body.criteria.some(isAboutResults);
  const texts = textsToTry(typed, LIMITS.textsMax);
  const statements = texts.map((text) => text.slice(0, LIMITS.textCharactersMax));
  const connection = body.scope.connections[0] ?? null;
  const { data, error } = usePreview({ id, guardrail: body, connection, statements });
  return (
    <Panel title="What it means" description="Tried together with the guardrails there are.">
      <div className="space-y-4 text-sm">
        <p aria-live="polite" className="break-words">
          {describeGuardrail(body)}
        </p>
        {error && <RefusalNote {...refusalOf(error)} />}
        {data && data.faults.length > 0 && (
          <Note tone="warn">
            <ul className="space-y-1">
              {data.faults.map(({ because }) => (
                <li key={because}>{because}</li>
              ))}
            </ul>
          </Note>
        )}
        <Field
          label={isOnResults ? "Results to try" : "Statements to try"}
          help={
            body.criteria.some(isAboutPlan)
              ? "A blank line between two texts. What a plan says only the target knows: it is not tried here."
              : "A blank line between two texts."
          }
        >
          <Textarea
            rows={4}
            spellCheck={false}
            maxLength={LIMITS.typedCharactersMax}
            className="font-mono"
            value={typed}
            onChange={({ target }) => setTyped(target.value)}
          />
        </Field>
        {data && <Tried statements={data.statements} />}
        {!isOnResults && <TryOnCorpus id={id} guardrail={body} connection={connection} />}
        <CodeBlock title="As JSON" code={JSON.stringify(body, null, 2)} />
      </div>
    </Panel>
  );
}

/** Each text with what is said of it now and what would be. */
function Tried({ statements }: Pick<Answer, "statements">) {
  return (
    <ul aria-label="Verdicts" className="divide-y divide-line-soft">
      {statements.map(({ statement, kinds, current, edited }) => (
        <li key={statement} className="space-y-1 py-2">
          <code className="block font-mono text-xs break-words whitespace-pre-wrap">
            {statement}
          </code>
          <span className="flex flex-wrap items-center gap-1.5">
            <span className="text-xs text-muted">{[...new Set(kinds)].join(", ")}</span>
            <span className="sr-only">now</span>
            <OutcomeBadge outcome={current.outcome} />
            <ArrowRight aria-label="would become" className="size-3.5 text-muted" />
            <OutcomeBadge outcome={edited.outcome} />
          </span>
          {edited.reasons[0] && (
            <span className="block text-xs text-muted">
              {edited.reasons[0].rule || "This one"}: {edited.reasons[0].sentence}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Asks again when what is typed rests; the last answer stays until the next is there. */
function usePreview(asked: Asked) {
  const [answer, setAnswer] = useState<Answer>();
  const latest = useRef("");
  const { mutate, error } = useMutation(
    useTRPC().guardrails.preview.mutationOptions({
      onSuccess: (next, about) => {
        // An answer about what was typed before may come last.
        if (JSON.stringify(about) === latest.current) setAnswer(next);
      },
    }),
  );
  const key = JSON.stringify(asked);
  useEffect(() => {
    const timer = setTimeout(() => {
      latest.current = key;
      mutate(JSON.parse(key));
    }, REST_MS);
    return () => clearTimeout(timer);
  }, [mutate, key]);
  return { data: answer, error };
}
