"use client";
import { useState } from "react";
import { OUTCOMES } from "@/domain/guardrails/guardrail";
import type { Outputs } from "@/server/api/root";
import { Badge } from "@/ui/badge";
import { Button } from "@/ui/button";
import { formatCount } from "@/ui/bytes";
import { Checkbox } from "@/ui/field";
import { Note } from "@/ui/note";
import { OutcomeBadge } from "../action-badge";

type Answer = Outputs["guardrails"]["compare"];
type Compared = Answer["statements"][number];
const SHOWN_AT_ONCE = 50;

/** What the two sets of rules say, what changes first. */
export function Comparison({ answer }: { readonly answer: Answer }) {
  const [onlyChanges, setOnlyChanges] = useState(false);
  const [shown, setShown] = useState(SHOWN_AT_ONCE);
  const { statements, faults, isCut, untried } = answer;
  const changed = statements.filter(({ isChanged }) => isChanged);
  const same = onlyChanges ? [] : statements.filter(({ isChanged }) => !isChanged);
  const rows = [...changed, ...same];
  return (
    <section aria-label="Comparison" className="space-y-4 text-sm">
      <Faults faults={faults} />
      {isCut && (
        <Note>Not everything that was run was tried: the newest and shorter ones were.</Note>
      )}
      {untried > 0 && <Note tone="warn">The time was over: {untried} were not tried.</Note>}
      {statements.length === 0 && faults.length === 0 && <Note>There is nothing to try.</Note>}
      {statements.length > 0 && (
        <>
          <Counts statements={statements} />
          <div className="flex flex-wrap items-center justify-between gap-2">
            <p aria-live="polite">
              {formatCount(changed.length)} of {formatCount(statements.length)} change.
            </p>
            <Checkbox
              label="Only changes"
              checked={onlyChanges}
              onChange={({ target }) => setOnlyChanges(target.checked)}
            />
          </div>
          {rows.length === 0 && <Note>No verdict changes.</Note>}
        </>
      )}
      {rows.length > 0 && (
        <ul aria-label="Verdicts" className="divide-y divide-line-soft border-y border-line-soft">
          {rows.slice(0, shown).map((one) => (
            <ComparedRow key={`${one.connection} ${one.statement} ${one.note}`} one={one} />
          ))}
        </ul>
      )}
      {rows.length > shown && (
        <Button onClick={() => setShown(shown + SHOWN_AT_ONCE)}>
          Show more ({formatCount(rows.length - shown)})
        </Button>
      )}
    </section>
  );
}

function Faults({ faults }: Pick<Answer, "faults">) {
  if (faults.length === 0) return null;
  return (
    <Note tone="warn">
      <ul className="space-y-1">
        {faults.map(({ rule, because }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list is drawn once for an answer
          <li key={at} className="break-words">
            {rule || "This one"}: {because}
          </li>
        ))}
      </ul>
    </Note>
  );
}

/** How many statements come out how, on each side. */
function Counts({ statements }: Pick<Answer, "statements">) {
  const count = (side: "current" | "edited", outcome: string) =>
    statements.filter((one) => one[side].outcome === outcome).length;
  return (
    <table aria-label="Outcomes" className="w-full max-w-md">
      <thead className="text-left text-xs text-muted">
        <tr>
          <th className="py-1 font-normal">Outcome</th>
          <th className="py-1 text-right font-normal">In force</th>
          <th className="py-1 text-right font-normal">Edited</th>
        </tr>
      </thead>
      <tbody className="divide-y divide-line-soft">
        {OUTCOMES.filter((one) => one !== "redact").map((outcome) => (
          <tr key={outcome}>
            <th scope="row" className="py-1 text-left">
              <OutcomeBadge outcome={outcome} />
            </th>
            <td className="tabular py-1 text-right">{formatCount(count("current", outcome))}</td>
            <td className="tabular py-1 text-right">{formatCount(count("edited", outcome))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function ComparedRow({ one }: { readonly one: Compared }) {
  const { statement, connection, note, facts, current, edited, isChanged } = one;
  return (
    <li className="grid gap-x-4 gap-y-2 py-3 lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)_minmax(0,1fr)]">
      <div className="min-w-0 space-y-1">
        <code className="block font-mono text-xs break-words whitespace-pre-wrap">{statement}</code>
        {facts.map((words, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: one line for each statement of the text, in order
          <p key={at} className="text-xs break-words text-muted">
            {words.join(" · ")}
          </p>
        ))}
        {note !== null && <p className="text-xs break-words text-muted italic">{note}</p>}
        <span className="flex flex-wrap gap-1.5 empty:hidden">
          {isChanged && <Badge tone="info">Changes</Badge>}
          {connection !== null && <Badge>{connection}</Badge>}
        </span>
      </div>
      <Side title="In force" verdict={current} />
      <Side title="Edited" verdict={edited} />
    </li>
  );
}

interface SideProps {
  readonly title: string;
  readonly verdict: Compared["current"];
}

function Side({ title, verdict }: SideProps) {
  const { outcome, rule, sentence } = verdict;
  return (
    <div className="min-w-0">
      <span className="flex flex-wrap items-center gap-1.5">
        <span className="text-xs text-muted">{title}</span>
        <OutcomeBadge outcome={outcome} />
      </span>
      {sentence !== null && (
        <p className="mt-1 text-xs break-words text-muted">
          {rule || "This one"}: {sentence}
        </p>
      )}
    </div>
  );
}
