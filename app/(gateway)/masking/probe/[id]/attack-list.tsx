"use client";
import { useState } from "react";
import { ATTACK_CLASSES, OUTCOMES, type Outcome } from "@/domain/masking/probe/probe";
import { counted } from "@/domain/requests/words";
import { Button } from "@/ui/button";
import { Field, Select } from "@/ui/field";
import { Panel } from "@/ui/page";
import { CHANNEL_WORDS, CLASS_WORDS, FORM_WORDS, OUTCOME_WORDS } from "../probe-words";
import { nameOf, OutcomeBadge } from "./column-verdicts";
import type { ProbeDetail } from "./probe-page";

type Verdict = ProbeDetail["verdicts"][number];

const SHOWN_AT_FIRST = 30;
const ANY = "";

/** Every statement that was tried, leaks first. */
export function AttackList({ probe }: { readonly probe: ProbeDetail }) {
  const [outcome, setOutcome] = useState<string>(ANY);
  const [column, setColumn] = useState(ANY);
  const [of, setOf] = useState(ANY);
  const [shownMax, setShownMax] = useState(SHOWN_AT_FIRST);
  const { verdicts, columns } = probe;
  if (verdicts.length === 0) return null;
  const wanted = verdicts
    .filter((one) => outcome === ANY || one.outcome === outcome)
    .filter((one) => column === ANY || String(one.column) === column)
    .filter((one) => of === ANY || one.class === of)
    .toSorted((one, other) => rank(one.outcome) - rank(other.outcome));
  const names = columns.map(nameOf);
  return (
    <Panel title="Attacks" description={`${counted(wanted.length, "statement")}, leaks first.`}>
      <div className="grid gap-3 sm:grid-cols-3">
        <Filter
          label="Verdict"
          value={outcome}
          onChange={setOutcome}
          choices={outcomesIn(verdicts)}
        />
        <Filter
          label="Column"
          value={column}
          onChange={setColumn}
          choices={names.map((label, place) => ({ value: String(place), label }))}
        />
        <Filter label="Class" value={of} onChange={setOf} choices={classesIn(verdicts)} />
      </div>
      <ul aria-label="Attacks" className="mt-3 divide-y divide-line-soft">
        {wanted.slice(0, shownMax).map((verdict) => (
          <Attack
            key={`${verdict.column} ${verdict.statement}`}
            verdict={verdict}
            column={names[verdict.column] ?? ""}
          />
        ))}
      </ul>
      {wanted.length > shownMax && (
        <Button className="mt-3" onClick={() => setShownMax(wanted.length)}>
          Show all {wanted.length}
        </Button>
      )}
    </Panel>
  );
}

function Attack({ verdict, column }: { readonly verdict: Verdict; readonly column: string }) {
  const { class: of, statement, outcome, code, form, channel } = verdict;
  const how =
    form !== null && channel !== null ? `${FORM_WORDS[form]}, ${CHANNEL_WORDS[channel]}` : null;
  return (
    <li className="space-y-1 py-2.5">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1 text-xs text-muted">
        <OutcomeBadge outcome={outcome} />
        <span className="text-ink">{CLASS_WORDS[of]}</span>
        <span className="font-mono break-all">{column}</span>
        {how !== null && <span>{how}</span>}
        {code !== null && <span>{code === "count" ? "each command counts" : code}</span>}
      </div>
      <code className="block font-mono text-xs break-all whitespace-pre-wrap">{statement}</code>
    </li>
  );
}

interface FilterProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
}

function Filter({ label, value, onChange, choices }: FilterProps) {
  return (
    <Field label={label}>
      <Select
        choices={[{ value: ANY, label: "All" }, ...choices]}
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
    </Field>
  );
}

function rank(outcome: Outcome): number {
  return OUTCOMES.indexOf(outcome);
}

function outcomesIn(verdicts: readonly Verdict[]): FilterProps["choices"] {
  const found = OUTCOMES.filter((one) => verdicts.some(({ outcome }) => outcome === one));
  return found.map((value) => {
    const count = verdicts.filter(({ outcome }) => outcome === value).length;
    return { value, label: `${OUTCOME_WORDS[value][1]} (${count})` };
  });
}

function classesIn(verdicts: readonly Verdict[]): FilterProps["choices"] {
  const found = ATTACK_CLASSES.filter((one) => verdicts.some(({ class: of }) => of === one));
  return found.map((value) => ({ value, label: CLASS_WORDS[value] }));
}
