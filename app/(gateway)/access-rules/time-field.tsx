"use client";
import { Field, Input, Select } from "@/ui/field";
import { choicesOf, chooseTime, TIME_UNITS, type TimeDraft } from "./time-draft";

interface TimeFieldProps {
  readonly label: string;
  readonly help: string;
  readonly usual: readonly number[];
  readonly value: TimeDraft;
  readonly error: string | undefined;
  readonly onChange: (value: TimeDraft) => void;
}

/** One of the usual times, or any other as a number and its unit. */
export function TimeField({ label, help, usual, value, error, onChange }: TimeFieldProps) {
  const isTyped = value.choice === "custom";
  return (
    <div className="min-w-0 space-y-2">
      <Field label={label} help={help} error={isTyped ? undefined : error}>
        <Select
          choices={choicesOf(usual)}
          value={value.choice}
          onChange={(event) => onChange(chooseTime(value, event.target.value))}
        />
      </Field>
      {isTyped && (
        <div className="grid grid-cols-2 gap-2">
          <Field label={<Named label={label} part="number" />} error={error}>
            <Input
              inputMode="numeric"
              value={value.amount}
              onChange={(event) => onChange({ ...value, amount: event.target.value })}
            />
          </Field>
          <Field label={<Named label={label} part="unit" />}>
            <Select
              choices={TIME_UNITS.map((unit) => ({ value: unit, label: unit }))}
              value={value.unit}
              onChange={(event) => {
                const unit = TIME_UNITS.find((one) => one === event.target.value);
                if (unit !== undefined) onChange({ ...value, unit });
              }}
            />
          </Field>
        </div>
      )}
    </div>
  );
}

function Named({ label, part }: { readonly label: string; readonly part: string }) {
  return (
    <span className="sr-only">
      {label}: {part}
    </span>
  );
}
