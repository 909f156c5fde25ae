"use client";
import type { LucideIcon } from "lucide-react";
import {
  cloneElement,
  type KeyboardEvent,
  type MouseEvent,
  type ReactElement,
  type ReactNode,
  useState,
} from "react";
import { useOnDemand } from "./on-demand";

export interface MenuItem {
  readonly kind: "item";
  readonly label: string;
  readonly icon: LucideIcon;
  readonly tone?: "plain" | "bad";
  readonly onSelect: () => void;
}

export interface MenuLink {
  readonly kind: "link";
  readonly label: string;
  readonly icon: LucideIcon;
  readonly href: string;
}

/** A file that the browser keeps. */
export interface MenuFile {
  readonly kind: "file";
  readonly label: string;
  readonly icon: LucideIcon;
  readonly href: string;
}

/** One of several, chosen without closing the menu. */
export interface MenuChoices {
  readonly kind: "choices";
  readonly label: string;
  readonly value: string | null;
  readonly choices: readonly { value: string; label: string; icon: LucideIcon }[];
  readonly onChoose: (value: string) => void;
}

export interface MenuProps {
  /** The button that opens it. */
  readonly trigger: ReactElement<Record<string, unknown>>;
  readonly side?: "top" | "bottom";
  readonly align?: "start" | "end";
  readonly heading?: ReactNode;
  /** What can be done, in groups with a line between them. */
  readonly groups: readonly (readonly (MenuItem | MenuLink | MenuFile | MenuChoices)[])[];
}

/** The keyboard begins at the first entry, a pointer at none. */
export type Asked = "pointer" | "keyboard";

const loadPopup = () => import("./menu-popup");
const OPENING_KEYS = ["ArrowDown", "ArrowUp"];

/**
 * A menu behind a button. The button is there from the first byte; the rest is fetched when a
 * pointer or the focus comes near, and takes the button over when it is first pressed.
 */
export function Menu(props: MenuProps) {
  const [askedBy, setAskedBy] = useState<Asked | null>(null);
  const popup = useOnDemand(loadPopup, askedBy !== null);
  if (popup !== null) return <popup.MenuPopup {...props} askedBy={askedBy ?? "pointer"} />;
  const comeNear = () => void loadPopup();
  return cloneElement(props.trigger, {
    "aria-haspopup": "menu",
    "aria-expanded": false,
    onPointerEnter: comeNear,
    onFocus: comeNear,
    // A press of Enter or Space is a click without a pointer.
    onClick: ({ detail }: MouseEvent) => setAskedBy(detail === 0 ? "keyboard" : "pointer"),
    onKeyDown: (event: KeyboardEvent) => {
      if (!OPENING_KEYS.includes(event.key)) return;
      event.preventDefault();
      setAskedBy("keyboard");
    },
  });
}
