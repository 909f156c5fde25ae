import { CircleCheck, CircleX } from "lucide-react";
import type { Outputs } from "@/server/api/root";
import { RiskBadge } from "@/ui/badge";
import { classes } from "@/ui/classes";

type Why = Outputs["access"]["why"];

export function Verdict({ why }: { readonly why: Why }) {
  const { person, connection, allowed, steps, statement } = why;
  const Icon = allowed ? CircleCheck : CircleX;
  return (
    <section
      aria-label="Answer"
      className="overflow-hidden rounded-lg border border-line bg-surface shadow-low"
    >
      <h2
        className={classes(
          "flex items-center gap-2 border-b border-line-soft px-4 py-3 font-semibold",
          allowed ? "text-ok" : "text-bad",
        )}
      >
        <Icon aria-hidden className="size-5 shrink-0" />
        <span className="min-w-0 break-words">
          {person.name} ({person.role}) {allowed ? "may" : "may not"} use {connection}
        </span>
      </h2>
      <ol className="divide-y divide-line-soft">
        {steps.map((step) => (
          <Step key={step.because} step={step} />
        ))}
      </ol>
      {statement && <StatementAnswer statement={statement} />}
    </section>
  );
}

function Step({ step }: { readonly step: Why["steps"][number] }) {
  const Icon = step.passed ? CircleCheck : CircleX;
  return (
    <li className="flex gap-2.5 px-4 py-2.5 text-sm">
      <Icon
        aria-label={step.passed ? "passed" : "in the way"}
        className={classes("mt-0.5 size-4 shrink-0", step.passed ? "text-ok" : "text-bad")}
      />
      <div className="min-w-0">
        <p>{step.says}</p>
        {step.change && <p className="text-muted">{step.change}</p>}
      </div>
    </li>
  );
}

function StatementAnswer({ statement }: { readonly statement: NonNullable<Why["statement"]> }) {
  const { risk, reasons, objections } = statement;
  return (
    <div className="space-y-1 border-t border-line px-4 py-3 text-sm">
      <p className="flex flex-wrap items-center gap-2">
        <span className="font-medium">The command</span>
        <RiskBadge risk={risk} />
        <span className="text-muted">{reasons.join(" ")}</span>
      </p>
      {objections.length === 0 ? (
        <p>No guardrail and no rule stands against it.</p>
      ) : (
        objections.map((words) => (
          <p key={words} className="text-bad">
            {words}
          </p>
        ))
      )}
    </div>
  );
}
