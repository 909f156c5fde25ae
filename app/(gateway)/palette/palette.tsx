"use client";
import { Search } from "lucide-react";
import { useEffect, useState } from "react";
import { classes } from "@/ui/classes";
import { useOnDemand } from "@/ui/on-demand";
import type { Person } from "../shell";

// Nothing of it is fetched before it is first asked for: every page carries this button.
const loadWindow = () => import("./palette-window");

const SHORTCUT = "k";

/** Ctrl-K or ⌘-K, from anywhere on the page, also out of the editor. */
export function usePalette(): {
  readonly open: boolean;
  readonly setOpen: (open: boolean) => void;
  /** A page is drawn before it hears anything: the keys are said only while they are heard. */
  readonly isListening: boolean;
} {
  const [open, setOpen] = useState(false);
  const [isListening, setIsListening] = useState(false);
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      const asked = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
      if (!asked || event.key.toLowerCase() !== SHORTCUT) return;
      event.preventDefault();
      event.stopPropagation();
      setOpen((before) => !before);
    }
    window.addEventListener("keydown", onKey, { capture: true });
    setIsListening(true);
    return () => window.removeEventListener("keydown", onKey, { capture: true });
  }, []);
  return { open, setOpen, isListening };
}

interface PaletteProps {
  readonly person: Person;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

export function Palette({ person, open, onOpenChange }: PaletteProps) {
  const palette = useOnDemand(loadWindow, open);
  return (
    palette && <palette.PaletteWindow person={person} open={open} onOpenChange={onOpenChange} />
  );
}

interface PaletteButtonProps {
  readonly place: "top" | "side";
  readonly isListening: boolean;
  readonly onOpen: () => void;
}

export function PaletteButton({ place, isListening, onOpen }: PaletteButtonProps) {
  const isSide = place === "side";
  return (
    <button
      type="button"
      aria-label="Go to…"
      aria-keyshortcuts={isListening ? "Control+K Meta+K" : undefined}
      onClick={onOpen}
      onPointerEnter={() => void loadWindow()}
      className={classes(
        "flex items-center gap-2.5 rounded-md text-sm text-muted hover:bg-hover hover:text-ink",
        isSide
          ? "h-8 w-full border border-line bg-surface px-2 shadow-low"
          : "size-9 justify-center",
      )}
    >
      <Search aria-hidden className="size-4" />
      {isSide && (
        <>
          <span className="flex-1 text-start">Go to…</span>
          <kbd aria-hidden className="rounded border border-line px-1 font-mono text-2xs">
            Ctrl K
          </kbd>
        </>
      )}
    </button>
  );
}
