"use client";
import { useMemo, useState } from "react";
import { isCustomKind } from "@/domain/masking/custom/custom-kind";
import { type AnyKind, MASK_KINDS, placeholderOf } from "@/domain/masking/masking-rule";
import { formatCount } from "@/ui/bytes";
import { Note } from "@/ui/note";
import { ResultGrid } from "@/ui/result-grid/result-grid";
import { type ResultTab, ResultTabs } from "@/ui/result-grid/result-tabs";
import type { Moment, ResultView } from "../../stream/session-view";
import { Moments } from "./moments";

const BUILT_IN = MASK_KINDS.map(placeholderOf);

export interface SessionResultsProps {
  /** With as many rows as are to be shown. */
  readonly results: readonly ResultView[];
  readonly moments: readonly Moment[];
  /** What was masked, once the session has ended; before, placeholders of rules' own kinds are plain text. */
  readonly masked: readonly { readonly kind: AnyKind }[] | undefined;
  readonly isRunning: boolean;
  readonly onShowProblem: ((position: number) => void) | null;
  readonly statement: string;
}

/** The results of a session beside what was said while it ran. */
export function SessionResults(props: SessionResultsProps) {
  const { results, moments, masked, isRunning, statement, onShowProblem } = props;
  const placeholders = useMemo(() => placeholdersOf(masked ?? []), [masked]);
  const [chosen, setChosen] = useState<string | null>(null);
  const tabs = [
    ...results.map((result, at) =>
      resultTab(result, { at, of: results.length, isRunning, placeholders }),
    ),
    {
      id: "messages",
      label: "Messages",
      detail: moments.length === 0 ? null : formatCount(moments.length),
      content: <Moments {...{ moments, statement, onShowProblem, isRunning }} />,
    },
  ];
  const hasFailed = moments.some((moment) => moment.kind === "failure");
  const byDefault = hasFailed || results.length === 0 ? "messages" : (tabs[0]?.id ?? "messages");
  const selected = tabs.some((tab) => tab.id === chosen) ? (chosen ?? byDefault) : byDefault;
  return <ResultTabs label="Results" tabs={tabs} selected={selected} onSelect={setChosen} />;
}

function placeholdersOf(masked: readonly { readonly kind: AnyKind }[]): readonly string[] {
  const own = new Set(masked.map(({ kind }) => kind).filter(isCustomKind));
  return own.size === 0 ? BUILT_IN : [...BUILT_IN, ...[...own].map(placeholderOf)];
}

interface TabPlace {
  readonly at: number;
  readonly of: number;
  readonly isRunning: boolean;
  readonly placeholders: readonly string[];
}

function resultTab(result: ResultView, { at, of, isRunning, placeholders }: TabPlace): ResultTab {
  const label = of === 1 ? "Result" : `Result ${at + 1}`;
  const { rowCount } = result;
  return {
    id: `result-${result.index}`,
    label,
    detail: `${formatCount(rowCount)} ${rowCount === 1 ? "row" : "rows"}`,
    content: <OneResult {...{ result, label, isRunning, placeholders }} />,
  };
}

interface OneResultProps {
  readonly result: ResultView;
  readonly label: string;
  readonly isRunning: boolean;
  readonly placeholders: readonly string[];
}

function OneResult({ result, label, isRunning, placeholders }: OneResultProps) {
  const { columns, blocks, rowCount, complete } = result;
  if (columns.length === 0) {
    return (
      <div className="p-4">
        <Note>This result has no columns. {complete?.tag}</Note>
      </div>
    );
  }
  const isEmpty = rowCount === 0;
  return (
    <div className="relative h-full">
      <ResultGrid {...{ label, columns, blocks, rowCount, placeholders }} />
      {isEmpty && (
        <p className="pointer-events-none absolute inset-x-0 top-20 text-center text-sm text-muted">
          {complete === null && isRunning ? "Waiting for the first row…" : "No rows."}
        </p>
      )}
    </div>
  );
}
