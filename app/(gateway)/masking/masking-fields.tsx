"use client";
import { Plus, X } from "lucide-react";
import { KIND_WORDS } from "@/domain/masking/describe-masking-rule";
import { type ColumnMaskingRule, MASK_KINDS } from "@/domain/masking/masking-rule";
import { MASKING_LIMITS } from "@/domain/masking/written-rule";
import { Button } from "@/ui/button";
import { Checkbox, Field, Input, Select, Textarea } from "@/ui/field";
import { Note } from "@/ui/note";
import { Panel } from "@/ui/page";
import { GroupPicker } from "../access-rules/asked-fields";
import { added, replaced, without } from "../keyed";
import { ComparisonFields } from "./comparison-fields";
import { choicesOf } from "./custom-kind-draft";
import type { MaskingDraft, Objections } from "./masking-draft";

export interface MaskingPart {
  readonly draft: MaskingDraft;
  readonly objections: Objections;
  readonly change: (change: Partial<MaskingDraft>) => void;
}

const KINDS = MASK_KINDS.map((value) => ({ value, label: KIND_WORDS[value] }));

export function AboutFields({ draft, objections, change }: MaskingPart) {
  return (
    <Panel title="Name and purpose">
      <div className="space-y-4">
        <Field label="Name" error={objections.name}>
          <Input
            value={draft.name}
            onChange={({ target }) => change({ name: target.value })}
            autoComplete="off"
            maxLength={MASKING_LIMITS.ruleNameCharactersMax}
            placeholder="Notes on people"
          />
        </Field>
        <Field label="Description" optional>
          <Textarea
            rows={2}
            maxLength={MASKING_LIMITS.descriptionCharactersMax}
            value={draft.description}
            onChange={({ target }) => change({ description: target.value.replace(/\s/g, " ") })}
            className="min-h-14"
          />
        </Field>
        <Checkbox
          label="In force"
          help="Switched off, it masks nothing and exempts nobody."
          checked={draft.enabled}
          onChange={({ target }) => change({ enabled: target.checked })}
        />
      </div>
    </Panel>
  );
}

const NEW_COLUMN: ColumnMaskingRule = { schema: "*", table: "*", column: "", kind: "email" };

export function ColumnFields({ draft, objections, change }: MaskingPart) {
  const { columns } = draft;
  return (
    <Panel
      title="Columns"
      description="Masked whole, by their names in the target's catalogue, whatever alias or view they are read through."
    >
      <div className="space-y-3">
        {columns.map(({ key, value }, index) => (
          <ColumnField
            key={key}
            index={index}
            column={value}
            own={choicesOf(draft.kinds)}
            onChange={(next) => change({ columns: replaced(columns, key, next) })}
            onRemove={() => change({ columns: without(columns, key) })}
          />
        ))}
        {objections.columns && <Note tone="warn">{objections.columns}</Note>}
        <Button
          icon={Plus}
          disabled={columns.length >= MASKING_LIMITS.columnsMax}
          onClick={() => change({ columns: added(columns, NEW_COLUMN) })}
        >
          Add a column
        </Button>
        <ComparisonFields draft={draft} objections={objections} change={change} />
      </div>
    </Panel>
  );
}

interface ColumnFieldProps {
  readonly index: number;
  readonly column: ColumnMaskingRule;
  /** Kinds that the rule defines. */
  readonly own: ReturnType<typeof choicesOf>;
  readonly onChange: (column: ColumnMaskingRule) => void;
  readonly onRemove: () => void;
}

const GLOBS = [
  { part: "schema", label: "Schema" },
  { part: "table", label: "Table" },
  { part: "column", label: "Column" },
] as const;

function ColumnField({ index, column, own, onChange, onRemove }: ColumnFieldProps) {
  const kinds = [...own, ...KINDS];
  return (
    <fieldset className="rounded-md border border-line-soft p-3">
      <legend className="sr-only">Column {index + 1}</legend>
      <div className="grid gap-3 sm:grid-cols-[1fr_1fr_1fr_12rem_auto] sm:items-end">
        {GLOBS.map(({ part, label }) => (
          <Field key={part} label={label}>
            <Input
              value={column[part]}
              autoComplete="off"
              spellCheck={false}
              maxLength={MASKING_LIMITS.globCharactersMax}
              onChange={({ target }) => onChange({ ...column, [part]: target.value })}
              className="font-mono"
            />
          </Field>
        ))}
        <Field label="Shown as">
          <Select
            choices={kinds}
            value={column.kind}
            onChange={({ target }) => {
              const kind = kinds.find(({ value }) => value === target.value);
              if (kind !== undefined) onChange({ ...column, kind: kind.value });
            }}
          />
        </Field>
        <button
          type="button"
          aria-label={`Remove column ${index + 1}`}
          onClick={onRemove}
          className="flex size-8 items-center justify-center rounded text-muted hover:bg-hover hover:text-ink"
        >
          <X aria-hidden className="size-4" />
        </button>
      </div>
    </fieldset>
  );
}

interface ExemptFieldsProps extends MaskingPart {
  readonly groups: readonly string[];
}

export function ExemptFields({ draft, objections, change, groups }: ExemptFieldsProps) {
  return (
    <Panel title="Whom it does not mask">
      <div className="space-y-3">
        <Field
          label="Exempt groups"
          optional
          error={objections.exemptGroups}
          help="Other rules, and what is on out of the box, mask their people still."
        >
          <GroupPicker
            groups={groups}
            value={draft.exemptGroups}
            onChange={(exemptGroups) => change({ exemptGroups })}
          />
        </Field>
        <Note tone="warn">
          What an exempt person sees is recorded in clear, for whoever may open the recording.
        </Note>
      </div>
    </Panel>
  );
}
