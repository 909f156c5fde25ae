"use client";
import { Plus, X } from "lucide-react";
import {
  CUSTOM_LIMITS,
  CUSTOM_REPLACEMENTS,
  type CustomKindDefinition,
} from "@/domain/masking/custom/custom-kind";
import { Button } from "@/ui/button";
import { Checkbox, Field, Input, Select, Textarea } from "@/ui/field";
import { Note } from "@/ui/note";
import { Panel } from "@/ui/page";
import { TagInput } from "@/ui/tag-input";
import { added, without } from "../keyed";
import { NEW_KIND, withKind } from "./custom-kind-draft";
import type { MaskingPart } from "./masking-fields";
import { HOW } from "./replacement-words";

const HOWS = CUSTOM_REPLACEMENTS.map((value) => ({ value, label: HOW[value] }));

/** Kinds that the rule defines: looked for wherever it masks, beside the built-in ones. */
export function CustomKindFields({ draft, objections, change }: MaskingPart) {
  const { kinds } = draft;
  return (
    <Panel
      title="Kinds of your own"
      description="What the detectors do not know: numbers of employees, names of projects. Looked for in every column and text of the connections above, ten to a hundred times slower than the built-in kinds."
    >
      <div className="space-y-3">
        {kinds.map(({ key, value }, index) => (
          <CustomKindField
            key={key}
            index={index}
            kind={value}
            onChange={(next) => change(withKind(draft, key, next))}
            onRemove={() => change({ kinds: without(kinds, key) })}
          />
        ))}
        {objections.kinds && <Note tone="warn">{objections.kinds}</Note>}
        <Button
          icon={Plus}
          disabled={kinds.length >= CUSTOM_LIMITS.kindsOfRuleMax}
          onClick={() => change({ kinds: added(kinds, NEW_KIND) })}
        >
          Add a kind
        </Button>
      </div>
    </Panel>
  );
}

interface CustomKindFieldProps {
  readonly index: number;
  readonly kind: CustomKindDefinition;
  readonly onChange: (kind: CustomKindDefinition) => void;
  readonly onRemove: () => void;
}

function CustomKindField({ index, kind, onChange, onRemove }: CustomKindFieldProps) {
  const { name } = kind;
  return (
    <fieldset className="space-y-3 rounded-md border border-line-soft p-3">
      <legend className="sr-only">Kind {index + 1}</legend>
      <div className="grid grid-cols-[1fr_auto] items-end gap-3 sm:grid-cols-[1fr_12rem_auto]">
        <Field label="Name of the kind">
          <Input
            value={name}
            autoComplete="off"
            spellCheck={false}
            maxLength={CUSTOM_LIMITS.nameCharactersMax}
            placeholder="employee-no"
            onChange={({ target }) => onChange({ ...kind, name: target.value.toLowerCase() })}
            className="font-mono"
          />
        </Field>
        <Field label="In its place" className="max-sm:order-last max-sm:col-span-2">
          <Select
            choices={HOWS}
            value={kind.replacement}
            onChange={({ target }) => {
              const replacement = CUSTOM_REPLACEMENTS.find((one) => one === target.value);
              if (replacement !== undefined) onChange({ ...kind, replacement });
            }}
          />
        </Field>
        <button
          type="button"
          aria-label={`Remove kind ${index + 1}`}
          onClick={onRemove}
          className="flex size-8 items-center justify-center rounded text-muted hover:bg-hover hover:text-ink"
        >
          <X aria-hidden className="size-4" />
        </button>
      </div>
      <SoughtFields kind={kind} onChange={onChange} />
    </fieldset>
  );
}

function SoughtFields({ kind, onChange }: Pick<CustomKindFieldProps, "kind" | "onChange">) {
  return (
    <>
      <Field
        label="Patterns"
        optional
        help={`One a line, ${CUSTOM_LIMITS.patternsMax} at most. RE2 syntax, without look-around and back-references: E-[0-9]{6}`}
      >
        <Textarea
          rows={2}
          spellCheck={false}
          className="min-h-14 font-mono"
          value={kind.patterns.join("\n")}
          onChange={({ target }) => onChange({ ...kind, patterns: target.value.split("\n") })}
        />
      </Field>
      <Field label="Words" optional help="Found as they are written, also within other words.">
        <TagInput
          value={kind.words}
          onChange={(words) => onChange({ ...kind, words })}
          placeholder="Enter after each"
          objectionTo={objectionTo(CUSTOM_LIMITS.wordCharactersMax)}
        />
      </Field>
      <Field
        label="Only behind the words"
        optional
        help={`With any here, a match counts only where one of them stands before it in the same line, ${CUSTOM_LIMITS.contextBytesMax} bytes away at most, or in the column's name.`}
      >
        <TagInput
          value={kind.context}
          onChange={(context) => onChange({ ...kind, context })}
          placeholder="Enter after each"
          objectionTo={objectionTo(CUSTOM_LIMITS.contextCharactersMax)}
        />
      </Field>
      <Checkbox
        label="In capitals or not"
        checked={kind.ignoreCase}
        onChange={({ target }) => onChange({ ...kind, ignoreCase: target.checked })}
      />
    </>
  );
}

function objectionTo(charactersMax: number) {
  return (word: string) => {
    if (word.length > charactersMax) return `At most ${charactersMax} characters.`;
    const { wordCharactersMin } = CUSTOM_LIMITS;
    return word.length < wordCharactersMin ? `At least ${wordCharactersMin} characters.` : null;
  };
}
