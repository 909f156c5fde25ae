"use client";
import { Combobox } from "@base-ui/react/combobox";
import { Check, ChevronDown } from "lucide-react";
import { classes } from "./classes";
import { CONTROL } from "./field";

export interface SearchPickerProps {
  readonly label: string;
  readonly value: string;
  /** What was found for the words that were asked for last. */
  readonly found: readonly string[];
  /** How many more there are than was found. */
  readonly more: number;
  /** Said when nothing is found. */
  readonly nothing: string;
  readonly disabled: boolean;
  readonly onSearch: (words: string) => void;
  readonly onPick: (value: string) => void;
  readonly className?: string;
}

/** One of more than a list can hold: what is typed is looked for by whoever knows them all. */
export function SearchPicker(props: SearchPickerProps) {
  const { label, value, found, more, nothing, disabled, onSearch, onPick, className } = props;
  return (
    <Combobox.Root
      items={found}
      filter={null}
      value={value}
      disabled={disabled}
      autoHighlight
      onInputValueChange={(words, { reason }) => onSearch(reason === "input-change" ? words : "")}
      onValueChange={(picked) => {
        if (picked !== null) onPick(picked);
      }}
    >
      <span className={classes("relative block", className)}>
        <Combobox.Input
          aria-label={label}
          onFocus={(event) => event.currentTarget.select()}
          className={`${CONTROL} h-8 pr-8 text-sm`}
        />
        <Combobox.Trigger
          aria-label="Show the first"
          className="absolute top-1/2 right-1 flex size-6 -translate-y-1/2 items-center justify-center rounded text-muted hover:text-ink"
        >
          <ChevronDown aria-hidden className="size-4" />
        </Combobox.Trigger>
      </span>
      <Combobox.Portal>
        <Combobox.Positioner sideOffset={4} className="z-50 outline-none">
          <Combobox.Popup className="max-h-[min(var(--available-height),20rem)] w-(--anchor-width) overflow-y-auto overscroll-contain rounded-lg border border-line bg-raised p-1 text-sm shadow-high">
            <Combobox.Empty className="px-2 py-1.5 text-muted empty:hidden">
              {nothing}
            </Combobox.Empty>
            <Combobox.List>
              {(word: string) => (
                <Combobox.Item
                  key={word}
                  value={word}
                  className="grid cursor-pointer grid-cols-[1rem_1fr] items-center gap-2 rounded px-2 py-1.5 outline-none select-none data-highlighted:bg-hover"
                >
                  <Combobox.ItemIndicator className="col-start-1">
                    <Check aria-hidden className="size-4" />
                  </Combobox.ItemIndicator>
                  <span className="col-start-2 truncate">{word}</span>
                </Combobox.Item>
              )}
            </Combobox.List>
            {more > 0 && (
              <p className="border-t border-line-soft px-2 py-1.5 text-xs text-muted">
                {more} more: type to narrow.
              </p>
            )}
          </Combobox.Popup>
        </Combobox.Positioner>
      </Combobox.Portal>
    </Combobox.Root>
  );
}
