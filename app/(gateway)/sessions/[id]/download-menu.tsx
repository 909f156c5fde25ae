"use client";
import { Braces, Download, FileText, Sheet } from "lucide-react";
import { Button } from "@/ui/button";
import { Menu, type MenuFile } from "@/ui/menu";
import type { ResultView } from "../../../stream/session-view";

/** More are in the file of everything. */
const RESULTS_MAX = 12;

interface DownloadMenuProps {
  readonly id: string;
  readonly results: readonly ResultView[];
}

/** The recording as files: read by people, by programs, by spreadsheets. */
export function DownloadMenu({ id, results }: DownloadMenuProps) {
  const file = (name: string) => `/download/sessions/${id}${name}`;
  const withColumns = results.filter(({ columns }) => columns.length > 0);
  const sheets = withColumns.slice(0, RESULTS_MAX).map(
    ({ index }): MenuFile => ({
      ...{ kind: "file", icon: Sheet, href: file(`-result-${index + 1}.csv`) },
      label: withColumns.length === 1 ? "Result as CSV" : `Result ${index + 1} as CSV`,
    }),
  );
  const whole: readonly MenuFile[] = [
    { kind: "file", label: "Transcript as text", icon: FileText, href: file(".txt") },
    { kind: "file", label: "Everything as JSON lines", icon: Braces, href: file(".jsonl") },
  ];
  return (
    <Menu
      trigger={<Button icon={Download}>Download</Button>}
      groups={sheets.length === 0 ? [whole] : [whole, sheets]}
    />
  );
}
