"use client";
import { Plus, X } from "lucide-react";
import { useId } from "react";
import { GUARDRAIL_LIMITS } from "@/domain/guardrails/guardrail";
import { Button } from "@/ui/button";
import { Checkbox, Field, Input, Select, Textarea } from "@/ui/field";
import { Note } from "@/ui/note";
import { Panel } from "@/ui/page";
import { added, replaced, without } from "../keyed";
import { CriterionFields } from "./criterion-fields";
import { ACTIONS, CRITERIA, chosen, EXPECTATIONS } from "./criterion-words";
import { type GuardrailDraft, newCriterion, type Objections } from "./guardrail-draft";

export interface GuardrailPart {
  readonly draft: GuardrailDraft;
  readonly objections: Objections;
  readonly change: (change: Partial<GuardrailDraft>) => void;
}

export function AboutFields({ draft, objections, change }: GuardrailPart) {
  return (
    <Panel title="Name and purpose">
      <div className="space-y-4">
        <Field label="Name" error={objections.name}>
          <Input
            value={draft.name}
            onChange={({ target }) => change({ name: target.value })}
            autoComplete="off"
            maxLength={GUARDRAIL_LIMITS.ruleNameCharactersMax}
            placeholder="Writes name their rows"
          />
        </Field>
        <Field label="Description" optional>
          <Textarea
            rows={2}
            maxLength={GUARDRAIL_LIMITS.descriptionCharactersMax}
            value={draft.description}
            onChange={({ target }) => change({ description: target.value.replace(/\s/g, " ") })}
            className="min-h-14"
          />
        </Field>
        <Checkbox
          label="In force"
          help="Switched off, it says nothing of anything."
          checked={draft.enabled}
          onChange={({ target }) => change({ enabled: target.checked })}
        />
      </div>
    </Panel>
  );
}

export function ActionFields({ draft, change }: GuardrailPart) {
  return (
    <Panel title="What then">
      <div className="space-y-4">
        <Field
          label="Action"
          help={
            draft.action === "require-approval"
              ? "An access rule for what guardrails send says who approves; without one it is refused."
              : undefined
          }
        >
          <Select
            choices={ACTIONS}
            value={draft.action}
            onChange={({ target }) => chosen(ACTIONS, target.value, (action) => change({ action }))}
          />
        </Field>
        <Field label="Message" optional help="Shown to whoever it meets, beside the reasons.">
          <Input
            value={draft.message}
            maxLength={GUARDRAIL_LIMITS.messageCharactersMax}
            onChange={({ target }) => change({ message: target.value })}
            placeholder="Say which rows you mean."
          />
        </Field>
      </div>
    </Panel>
  );
}

export function CriteriaFields({ draft, objections, change }: GuardrailPart) {
  const { criteria } = draft;
  return (
    <Panel
      title="A statement, or a result, that …"
      description="All of it must hold for one statement; what nobody can know counts as what it is about. A rule on results has one criterion."
    >
      <div className="space-y-3">
        {criteria.map(({ key, value }, index) => (
          <fieldset key={key} className="rounded-md border border-line-soft p-3">
            <legend className="sr-only">Criterion {index + 1}</legend>
            <div className="flex items-center justify-between gap-2">
              <b className="text-sm font-medium">
                {index > 0 && "and "}
                {CRITERIA.find((one) => one.value === value.kind)?.label}
              </b>
              <RemoveButton
                label={`Remove criterion ${index + 1}`}
                onClick={() => change({ criteria: without(criteria, key) })}
              />
            </div>
            <div className="mt-2 empty:hidden">
              <CriterionFields
                criterion={value}
                onChange={(next) => change({ criteria: replaced(criteria, key, next) })}
              />
            </div>
          </fieldset>
        ))}
        <AddCriterion draft={draft} change={change} error={objections.criteria} />
      </div>
    </Panel>
  );
}

interface AddCriterionProps extends Pick<GuardrailPart, "draft" | "change"> {
  readonly error: string | undefined;
}

function AddCriterion({ draft, change, error }: AddCriterionProps) {
  return (
    <Field label="Add a criterion" error={error}>
      <Select
        choices={CRITERIA}
        placeholder="What it is about …"
        value=""
        disabled={draft.criteria.length >= GUARDRAIL_LIMITS.criteriaMax}
        onChange={({ target }) =>
          chosen(CRITERIA, target.value, (kind) => {
            const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
            change({ criteria: added(draft.criteria, newCriterion(kind, timeZone)) });
          })
        }
      />
    </Field>
  );
}

export function ExampleFields({ draft, objections, change }: GuardrailPart) {
  const { examples } = draft;
  const id = useId();
  return (
    <Panel title="Examples" description="Run whenever it is saved; it is not saved if one fails.">
      <div className="space-y-3">
        {objections.examples && <Note tone="warn">{objections.examples}</Note>}
        {examples.map(({ key, value }, index) => (
          <div key={key} className="grid items-start gap-2 sm:grid-cols-[1fr_11rem_auto]">
            <Textarea
              aria-label={`Statement of example ${index + 1}`}
              rows={1}
              spellCheck={false}
              maxLength={GUARDRAIL_LIMITS.exampleCharactersMax}
              value={value.statement}
              onChange={({ target }) => {
                const next = { ...value, statement: target.value };
                change({ examples: replaced(examples, key, next) });
              }}
              className="min-h-8 font-mono"
            />
            <Select
              id={`${id}-${key}`}
              aria-label={`What example ${index + 1} is to be`}
              choices={EXPECTATIONS}
              value={value.expected}
              onChange={({ target }) =>
                chosen(EXPECTATIONS, target.value, (expected) =>
                  change({ examples: replaced(examples, key, { ...value, expected }) }),
                )
              }
            />
            <RemoveButton
              label={`Remove example ${index + 1}`}
              onClick={() => change({ examples: without(examples, key) })}
            />
          </div>
        ))}
        <Button
          icon={Plus}
          disabled={examples.length >= GUARDRAIL_LIMITS.examplesMax}
          onClick={() =>
            change({ examples: added(examples, { statement: "", expected: draft.action }) })
          }
        >
          Add an example
        </Button>
      </div>
    </Panel>
  );
}

function RemoveButton({
  label,
  onClick,
}: {
  readonly label: string;
  readonly onClick: () => void;
}) {
  return (
    <button
      type="button"
      aria-label={label}
      onClick={onClick}
      className="flex size-8 shrink-0 items-center justify-center rounded text-muted hover:bg-hover hover:text-ink"
    >
      <X aria-hidden className="size-4" />
    </button>
  );
}
