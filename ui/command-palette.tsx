"use client";
import { Dialog as Base } from "@base-ui/react/dialog";
import { LoaderCircle, type LucideIcon, Search } from "lucide-react";
import { type KeyboardEvent, type RefObject, useEffect, useId, useRef, useState } from "react";
import { classes } from "./classes";

export interface PaletteItem {
  readonly key: string;
  readonly label: string;
  readonly detail: string;
  readonly icon: LucideIcon;
}

export interface PaletteGroup<Item extends PaletteItem> {
  readonly label: string;
  readonly items: readonly Item[];
}

export interface CommandPaletteProps<Item extends PaletteItem> {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly textCharactersMax: number;
  readonly groups: readonly PaletteGroup<Item>[];
  readonly isBusy: boolean;
  /** Said instead of a list when there is nothing to show. */
  readonly nothing: string;
  readonly onPick: (item: Item, how: { readonly newTab: boolean }) => void;
}

/** Type, walk with the arrows, Enter goes there; with Ctrl or ⌘ in a tab of its own. */
export function CommandPalette<Item extends PaletteItem>(props: CommandPaletteProps<Item>) {
  const { open, onOpenChange, groups } = props;
  const items = groups.flatMap((group) => group.items);
  const [chosen, setChosen] = useState("");
  const at = Math.max(
    0,
    items.findIndex(({ key }) => key === chosen),
  );
  const listId = useId();
  const input = useRef<HTMLInputElement>(null);
  const current = items[at];

  useEffect(() => {
    if (current === undefined) return;
    document.getElementById(optionId(listId, current.key))?.scrollIntoView({ block: "nearest" });
  }, [current, listId]);

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (event.nativeEvent.isComposing) return;
    const to = placeAfter(event.key, at, items.length);
    if (to !== null) {
      event.preventDefault();
      setChosen(items[to]?.key ?? "");
    }
    if (event.key === "Enter" && current !== undefined) {
      event.preventDefault();
      props.onPick(current, { newTab: event.ctrlKey || event.metaKey });
    }
  }

  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-scrim" />
        <Base.Viewport className="fixed inset-0 z-40 flex items-start justify-center px-3 pt-[8vh]">
          <Base.Popup
            initialFocus={input}
            className="flex max-h-[70dvh] w-full max-w-xl flex-col overflow-hidden rounded-xl border border-line bg-raised shadow-high outline-none"
          >
            <Base.Title className="sr-only">Go to</Base.Title>
            <Field
              {...{ input, listId, onKeyDown }}
              {...{ text: props.text, textCharactersMax: props.textCharactersMax }}
              isBusy={props.isBusy}
              isOpen={items.length > 0}
              currentKey={current?.key ?? null}
              onText={(text) => {
                setChosen("");
                props.onText(text);
              }}
            />
            <Places
              {...{ listId, groups, current }}
              onPoint={({ key }) => setChosen(key)}
              onPick={props.onPick}
            />
            {items.length === 0 && (
              <p role="status" className="px-4 pt-3 pb-6 text-center text-sm text-muted">
                {props.nothing}
              </p>
            )}
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}

interface FieldProps
  extends Pick<
    CommandPaletteProps<PaletteItem>,
    "text" | "onText" | "textCharactersMax" | "isBusy"
  > {
  readonly input: RefObject<HTMLInputElement | null>;
  readonly listId: string;
  readonly isOpen: boolean;
  readonly currentKey: string | null;
  readonly onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => void;
}

function Field({ listId, currentKey, ...props }: FieldProps) {
  const Icon = props.isBusy ? LoaderCircle : Search;
  return (
    <div className="flex items-center gap-2.5 border-b border-line px-4">
      <Icon
        aria-hidden
        className={classes("size-4 shrink-0 text-muted", props.isBusy && "animate-spin")}
      />
      <input
        ref={props.input}
        role="combobox"
        aria-label="Go to"
        aria-expanded={props.isOpen}
        aria-controls={listId}
        aria-autocomplete="list"
        {...(currentKey !== null && { "aria-activedescendant": optionId(listId, currentKey) })}
        placeholder="A connection, session, page…"
        maxLength={props.textCharactersMax}
        autoComplete="off"
        spellCheck={false}
        value={props.text}
        onChange={(event) => props.onText(event.target.value)}
        onKeyDown={props.onKeyDown}
        className="h-12 min-w-0 flex-1 bg-transparent text-base outline-none"
      />
      <kbd aria-hidden className="rounded border border-line px-1 font-mono text-2xs text-muted">
        Esc
      </kbd>
    </div>
  );
}

interface PlacesProps<Item extends PaletteItem>
  extends Pick<CommandPaletteProps<Item>, "groups" | "onPick"> {
  readonly listId: string;
  readonly current: Item | undefined;
  readonly onPoint: (item: Item) => void;
}

function Places<Item extends PaletteItem>(props: PlacesProps<Item>) {
  const { listId, groups, current } = props;
  return (
    <div role="listbox" id={listId} aria-label="Places" className="overflow-y-auto p-1.5">
      {groups.map((group) => (
        // biome-ignore lint/a11y/useSemanticElements: options of a listbox stand in groups, not in fieldsets
        <div key={group.label} role="group" aria-label={group.label}>
          <p aria-hidden className="px-2.5 pt-2 pb-1 text-xs text-muted">
            {group.label}
          </p>
          {group.items.map((item) => (
            <Option
              key={item.key}
              id={optionId(listId, item.key)}
              item={item}
              isChosen={item === current}
              onPoint={() => props.onPoint(item)}
              onPick={(newTab) => props.onPick(item, { newTab })}
            />
          ))}
        </div>
      ))}
    </div>
  );
}

interface OptionProps {
  readonly id: string;
  readonly item: PaletteItem;
  readonly isChosen: boolean;
  readonly onPoint: () => void;
  readonly onPick: (newTab: boolean) => void;
}

/** The keyboard stays in the field, which names the chosen option; a pointer may press one. */
function Option({ id, item, isChosen, onPoint, onPick }: OptionProps) {
  const Icon = item.icon;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keyboard
    // biome-ignore lint/a11y/useFocusableInteractive: aria-activedescendant points here instead
    <div
      id={id}
      role="option"
      aria-selected={isChosen}
      onPointerMove={onPoint}
      onClick={(event) => onPick(event.ctrlKey || event.metaKey)}
      className={classes(
        "flex cursor-pointer items-center gap-2.5 rounded-md px-2.5 py-1.5 text-sm select-none",
        isChosen && "bg-accent-soft",
      )}
    >
      <Icon aria-hidden className="size-4 shrink-0 text-muted" />
      <span className="min-w-0 flex-1 truncate">{item.label}</span>
      {item.detail !== "" && (
        <span className="max-w-[45%] truncate text-xs text-muted">{item.detail}</span>
      )}
    </div>
  );
}

function optionId(listId: string, key: string): string {
  return `${listId}-${key}`;
}

/** Where a key leads in a list of so many; `null` for a key that does not walk. */
function placeAfter(key: string, at: number, count: number): number | null {
  if (count === 0) return null;
  if (key === "ArrowDown") return (at + 1) % count;
  if (key === "ArrowUp") return (at + count - 1) % count;
  if (key === "PageDown") return Math.min(at + 8, count - 1);
  if (key === "PageUp") return Math.max(at - 8, 0);
  return null;
}
