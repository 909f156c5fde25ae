import { CircleCheck, CircleX, Hourglass } from "lucide-react";
import type { Outputs } from "@/server/api/root";
import { RiskBadge } from "@/ui/badge";
import { classes } from "@/ui/classes";

type Why = Outputs["access"]["why"];

const OUTCOMES = {
  run: { icon: CircleCheck, tone: "text-ok" },
  hold: { icon: Hourglass, tone: "text-warn" },
  refuse: { icon: CircleX, tone: "text-bad" },
} as const;

/** The answer in one sentence: of the command, where one was asked about. */
function sayAnswer({ person, connection, allowed, statement }: Why): string {
  const who = `${person.name} (${person.role})`;
  switch (statement?.outcome) {
    case undefined:
      return `${who} ${allowed ? "may" : "may not"} use ${connection}`;
    case "run":
      return `${who} may run this on ${connection}`;
    case "hold":
      return `${who} may run this on ${connection} once it is approved`;
    case "refuse":
      return `${who} may not run this on ${connection}`;
  }
}

export function Verdict({ why }: { readonly why: Why }) {
  const { allowed, steps, statement } = why;
  const { icon: Icon, tone } = OUTCOMES[statement?.outcome ?? (allowed ? "run" : "refuse")];
  return (
    <section
      aria-label="Answer"
      className="overflow-hidden rounded-lg border border-line bg-surface shadow-low"
    >
      <h2
        className={classes(
          "flex items-center gap-2 border-b border-line-soft px-4 py-3 font-semibold",
          tone,
        )}
      >
        <Icon aria-hidden className="size-5 shrink-0" />
        <span className="min-w-0 break-words">{sayAnswer(why)}</span>
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
