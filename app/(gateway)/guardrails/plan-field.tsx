"use client";
import type { Criterion, PlanCriterion } from "@/domain/guardrails/criteria/criterion";
import { GUARDRAIL_LIMITS } from "@/domain/guardrails/guardrail";
import { Field, Input } from "@/ui/field";

interface PlanFieldProps {
  readonly criterion: PlanCriterion;
  readonly onChange: (criterion: Criterion) => void;
}

const WORDS = {
  "plan-cost": { label: "Cost above", help: "In the planner's own unit, as EXPLAIN shows it." },
  "plan-rows": { label: "More rows than", help: "That it gives back or changes, as estimated." },
  "plan-scan": {
    label: "More rows than",
    help: "In one table, all partitions together, as estimated.",
  },
} as const;

/** The number that the plan of a statement must not pass. */
export function PlanField({ criterion, onChange }: PlanFieldProps) {
  const { label, help } = WORDS[criterion.kind];
  const value = criterion.kind === "plan-cost" ? criterion.costMax : criterion.rowsMax;
  const changed = (next: number): Criterion =>
    criterion.kind === "plan-cost"
      ? { ...criterion, costMax: next }
      : { ...criterion, rowsMax: next };
  return (
    <Field label={label} help={`${help} The agent asks the target before it sends the statement.`}>
      <Input
        type="number"
        min={0}
        max={GUARDRAIL_LIMITS.planNumberMax}
        value={value}
        onChange={({ target }) => onChange(changed(Math.trunc(+target.value)))}
        className="max-w-44"
      />
    </Field>
  );
}
