"use client";
import {
  type Criterion,
  type FactCriterion,
  isAboutPlan,
  isAboutResults,
  isBare,
} from "@/domain/guardrails/criteria/criterion";
import { WEEKDAYS } from "@/domain/guardrails/criteria/time";
import { GUARDRAIL_LIMITS } from "@/domain/guardrails/guardrail";
import { STATEMENT_KINDS } from "@/domain/statements/facts";
import { Checkbox, Field, FieldGroup, Input, Select } from "@/ui/field";
import { TagInput } from "@/ui/tag-input";
import { ACCESSES, chosen, DAYS, KINDS, WHENS } from "./criterion-words";
import { PlanField } from "./plan-field";
import { ResultFields } from "./result-fields";

interface CriterionFieldsProps<Of extends Criterion = Criterion> {
  readonly criterion: Of;
  readonly onChange: (criterion: Criterion) => void;
}

/** What one criterion asks; most ask nothing more than that they are there. */
export function CriterionFields({ criterion, onChange }: CriterionFieldsProps) {
  if (isBare(criterion)) return null;
  if (isAboutPlan(criterion)) return <PlanField criterion={criterion} onChange={onChange} />;
  if (isAboutResults(criterion)) return <ResultFields criterion={criterion} onChange={onChange} />;
  return <FactFields criterion={criterion} onChange={onChange} />;
}

function FactFields({ criterion, onChange }: CriterionFieldsProps<FactCriterion>) {
  switch (criterion.kind) {
    case "statement-kinds":
      return <KindFields criterion={criterion} onChange={onChange} />;
    case "relations":
      return <RelationFields criterion={criterion} onChange={onChange} />;
    case "no-limit":
      return (
        <NamesField
          label="Relations"
          help="Without a name it is every relation. schema.table, or table in any schema; * and ? stand for characters."
          names={criterion.names}
          onChange={(names) => onChange({ ...criterion, names })}
        />
      );
    case "calls":
      return (
        <NamesField
          label="Functions"
          help="pg_read_*, or schema.function; * and ? stand for characters."
          names={criterion.names}
          onChange={(names) => onChange({ ...criterion, names })}
        />
      );
    case "joins":
      return <JoinsField criterion={criterion} onChange={onChange} />;
    case "time":
      return <TimeFields criterion={criterion} onChange={onChange} />;
  }
}

type Of<Kind extends Criterion["kind"]> = Extract<Criterion, { kind: Kind }>;

function KindFields({ criterion, onChange }: CriterionFieldsProps<Of<"statement-kinds">>) {
  const { kinds } = criterion;
  return (
    <FieldGroup legend="Any of these kinds">
      <div className="flex flex-wrap gap-x-5 gap-y-1.5">
        {KINDS.map(({ value, label }) => (
          <Checkbox
            key={value}
            label={label}
            checked={kinds.includes(value)}
            onChange={({ target }) =>
              onChange({
                ...criterion,
                kinds: STATEMENT_KINDS.filter((kind) =>
                  kind === value ? target.checked : kinds.includes(kind),
                ),
              })
            }
          />
        ))}
      </div>
    </FieldGroup>
  );
}

function RelationFields({ criterion, onChange }: CriterionFieldsProps<Of<"relations">>) {
  return (
    <div className="grid gap-3 sm:grid-cols-[1fr_11rem]">
      <NamesField
        label="Relations"
        help="schema.table, or table in any schema; * and ? stand for characters. Views over them count too."
        names={criterion.names}
        onChange={(names) => onChange({ ...criterion, names })}
      />
      <Field label="That are">
        <Select
          choices={ACCESSES}
          value={criterion.access}
          onChange={({ target }) =>
            chosen(ACCESSES, target.value, (access) => onChange({ ...criterion, access }))
          }
        />
      </Field>
    </div>
  );
}

interface NamesFieldProps {
  readonly label: string;
  readonly help: string;
  readonly names: readonly string[];
  readonly onChange: (names: string[]) => void;
}

function NamesField({ label, help, names, onChange }: NamesFieldProps) {
  return (
    <Field label={label} help={help}>
      <TagInput
        value={names}
        onChange={onChange}
        objectionTo={objectionToName}
        placeholder="Enter after each"
      />
    </Field>
  );
}

function objectionToName(name: string): string | null {
  const { nameCharactersMax } = GUARDRAIL_LIMITS;
  return name.length > nameCharactersMax ? `At most ${nameCharactersMax} characters.` : null;
}

function JoinsField({ criterion, onChange }: CriterionFieldsProps<Of<"joins">>) {
  return (
    <Field label="More joins than">
      <Input
        type="number"
        min={0}
        max={GUARDRAIL_LIMITS.joinsMax}
        value={criterion.joinsMax}
        onChange={({ target }) => onChange({ ...criterion, joinsMax: Math.trunc(+target.value) })}
        className="max-w-28"
      />
    </Field>
  );
}

function TimeFields({ criterion, onChange }: CriterionFieldsProps<Of<"time">>) {
  const { when, days, from, to, zone } = criterion;
  return (
    <div className="space-y-3">
      <div className="grid grid-cols-2 gap-3 sm:grid-cols-4">
        <Field label="When" className="col-span-2">
          <Select
            choices={WHENS}
            value={when}
            onChange={({ target }) =>
              chosen(WHENS, target.value, (next) => onChange({ ...criterion, when: next }))
            }
          />
        </Field>
        <Field label="From">
          <Input
            type="time"
            value={from}
            onChange={({ target }) => onChange({ ...criterion, from: target.value })}
          />
        </Field>
        <Field label="To">
          <Input
            type="time"
            value={to}
            onChange={({ target }) => onChange({ ...criterion, to: target.value })}
          />
        </Field>
      </div>
      <FieldGroup legend="On">
        <div className="flex flex-wrap gap-x-4 gap-y-1.5">
          {DAYS.map(({ value, label }) => (
            <Checkbox
              key={value}
              label={label}
              checked={days.includes(value)}
              onChange={({ target }) =>
                onChange({
                  ...criterion,
                  days: WEEKDAYS.filter((day) =>
                    day === value ? target.checked : days.includes(day),
                  ),
                })
              }
            />
          ))}
        </div>
      </FieldGroup>
      <Field label="Time zone" help="By its name: Europe/Berlin, UTC.">
        <Input
          value={zone}
          autoComplete="off"
          onChange={({ target }) => onChange({ ...criterion, zone: target.value })}
        />
      </Field>
    </div>
  );
}
