"use client";
import { Tabs } from "@base-ui/react/tabs";
import type { ReactNode } from "react";

export interface ResultTab {
  readonly id: string;
  readonly label: string;
  /** What is behind it, in short: `1,204 rows`. */
  readonly detail: string | null;
  readonly content: ReactNode;
}

export interface ResultTabsProps {
  readonly label: string;
  readonly tabs: readonly ResultTab[];
  readonly selected: string;
  readonly onSelect: (id: string) => void;
}

/** Several results of one statement, and what was said beside them. */
export function ResultTabs({ label, tabs, selected, onSelect }: ResultTabsProps) {
  return (
    <Tabs.Root
      value={selected}
      onValueChange={(value) => onSelect(String(value))}
      className="flex h-full min-h-0 flex-col"
    >
      <Tabs.List
        aria-label={label}
        activateOnFocus
        className="flex shrink-0 gap-1 overflow-x-auto border-b border-line bg-sunken px-2 [scrollbar-width:none]"
      >
        {tabs.map((tab) => (
          <Tabs.Tab
            key={tab.id}
            value={tab.id}
            className="-mb-px flex h-9 shrink-0 items-center gap-1.5 border-b-2 border-transparent px-2 text-sm whitespace-nowrap text-muted hover:text-ink focus-visible:-outline-offset-2 data-active:border-accent data-active:text-ink"
          >
            {tab.label}
            {tab.detail !== null && (
              <span className="tabular text-xs text-faint">{tab.detail}</span>
            )}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tabs.map((tab) => (
        <Tabs.Panel
          key={tab.id}
          value={tab.id}
          tabIndex={-1}
          className="min-h-0 flex-1 outline-none"
        >
          {tab.content}
        </Tabs.Panel>
      ))}
    </Tabs.Root>
  );
}
