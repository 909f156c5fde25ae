"use client";
import { COMPARISONS, type Comparisons, MASKING_LIMITS } from "@/domain/masking/written-rule";
import { Field, Input, Select } from "@/ui/field";
import { COMPARISON_WORDS } from "./comparison-words";
import type { MaskingPart } from "./masking-fields";

const CHOICES = COMPARISONS.map((value) => ({ value, label: COMPARISON_WORDS[value] }));

const HELP: Readonly<Record<Comparisons, string>> = {
  allow:
    "Whoever may ask often enough guesses what is masked from which rows come, and in which order.",
  count: "Each person's commands that compare one are counted; beyond the number they are refused.",
  approve: "A statement that compares one waits for an approval by an access rule that takes it.",
  refuse: "A statement that compares one is not sent.",
};

/** What is asked of a statement that filters, joins, sorts or groups by a column of the rule. */
export function ComparisonFields({ draft, objections, change }: MaskingPart) {
  const { comparisons, comparisonsPerDay } = draft;
  return (
    <div className="space-y-3">
      <Field
        label="Comparisons of them"
        help={`A statement compares a column when it filters, joins, sorts, groups or calculates by it. ${HELP[comparisons]} Counts for the built-in columns too where the rule says On.`}
      >
        <Select
          choices={CHOICES}
          value={comparisons}
          onChange={({ target }) => {
            const said = COMPARISONS.find((one) => one === target.value);
            if (said !== undefined) change({ comparisons: said });
          }}
        />
      </Field>
      {comparisons === "count" && (
        <Field
          label="Commands of one person a day"
          error={objections.comparisonsPerDay}
          help="From midnight to midnight UTC."
        >
          <Input
            inputMode="numeric"
            autoComplete="off"
            maxLength={String(MASKING_LIMITS.comparisonsPerDayMax).length}
            value={comparisonsPerDay}
            onChange={({ target }) => change({ comparisonsPerDay: target.value.trim() })}
            className="max-w-40"
          />
        </Field>
      )}
    </div>
  );
}
