"use client";
import { Combobox } from "@base-ui/react/combobox";
import { Check, ChevronDown, X } from "lucide-react";
import { useFieldProps } from "./field";

export interface PickerProps {
  readonly value: readonly string[];
  readonly onChange: (value: string[]) => void;
  /** Everything that can be picked. */
  readonly choices: readonly string[];
  readonly placeholder?: string;
  /** Said when nothing matches what is typed. */
  readonly nothing: string;
  /** Where there are more than a list can hold: `choices` is what was found for these words. */
  readonly onSearch?: (words: string) => void;
}

/** Several of a known list, as chips: type to narrow, Enter picks, Backspace takes the last away. */
export function Picker(props: PickerProps) {
  const { value, onChange, choices, placeholder, nothing, onSearch } = props;
  const field = useFieldProps();
  return (
    <Combobox.Root
      multiple
      items={choices}
      value={[...value]}
      onValueChange={(picked: string[]) => onChange(picked)}
      autoHighlight
      {...(onSearch !== undefined && {
        filter: null,
        onInputValueChange: (words: string) => onSearch(words),
      })}
    >
      <Combobox.InputGroup className="relative flex min-h-8 w-full items-center rounded-md border border-control bg-surface shadow-low hover:border-muted has-[input:focus-visible]:outline-2 has-[input:focus-visible]:outline-accent has-[input[aria-invalid]]:border-bad">
        <Combobox.Chips className="flex min-w-0 flex-1 flex-wrap items-center gap-1 px-1 py-0.5">
          {value.map((word) => (
            <Combobox.Chip
              key={word}
              aria-label={word}
              className="inline-flex max-w-full items-center rounded border border-line bg-sunken pl-1.5 text-sm outline-none focus-within:border-accent-line focus-within:bg-accent-soft data-highlighted:border-accent-line data-highlighted:bg-accent-soft"
            >
              <span className="truncate">{word}</span>
              <Combobox.ChipRemove
                aria-label={`Remove ${word}`}
                className="flex size-6 shrink-0 items-center justify-center rounded text-muted hover:text-ink"
              >
                <X aria-hidden className="size-3.5" />
              </Combobox.ChipRemove>
            </Combobox.Chip>
          ))}
          <Combobox.Input
            {...field}
            placeholder={value.length === 0 ? placeholder : ""}
            onKeyDown={(event) => {
              // Enter picks; it never sends the form around it.
              if (event.key === "Enter") event.preventDefault();
            }}
            className="h-6 min-w-24 flex-1 bg-transparent px-1.5 text-sm outline-none"
          />
        </Combobox.Chips>
        <Combobox.Trigger
          aria-label="Show all"
          className="mr-1 flex size-6 shrink-0 items-center justify-center rounded text-muted hover:text-ink"
        >
          <ChevronDown aria-hidden className="size-4" />
        </Combobox.Trigger>
      </Combobox.InputGroup>
      <Combobox.Portal>
        <Combobox.Positioner sideOffset={4} className="z-50 outline-none">
          <Combobox.Popup className="max-h-[min(var(--available-height),18rem)] w-(--anchor-width) overflow-y-auto overscroll-contain rounded-lg border border-line bg-raised p-1 text-sm shadow-high">
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
          </Combobox.Popup>
        </Combobox.Positioner>
      </Combobox.Portal>
    </Combobox.Root>
  );
}
