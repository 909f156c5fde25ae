"use client";
import { Menu as Base } from "@base-ui/react/menu";
import { Check, type LucideIcon } from "lucide-react";
import Link from "next/link";
import type { ReactElement, ReactNode } from "react";
import { classes } from "./classes";

const ITEM =
  "flex w-full cursor-pointer items-center gap-2 rounded px-2 py-1.5 text-sm outline-none select-none data-highlighted:bg-hover";

export interface MenuProps {
  /** The button that opens it. */
  readonly trigger: ReactElement<Record<string, unknown>>;
  readonly side?: "top" | "bottom";
  readonly align?: "start" | "end";
  readonly children: ReactNode;
}

export function Menu({ trigger, side = "bottom", align = "end", children }: MenuProps) {
  return (
    <Base.Root modal={false}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner side={side} align={align} sideOffset={6} className="z-50 outline-none">
          <Base.Popup className="min-w-48 origin-(--transform-origin) rounded-lg border border-line bg-raised p-1 shadow-high outline-none transition duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0">
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

export interface MenuItemProps {
  readonly icon?: LucideIcon;
  readonly tone?: "plain" | "bad";
  readonly onSelect: () => void;
  readonly children: ReactNode;
}

export function MenuItem({ icon: Icon, tone = "plain", onSelect, children }: MenuItemProps) {
  return (
    <Base.Item onClick={onSelect} className={classes(ITEM, tone === "bad" && "text-bad")}>
      {Icon && <Icon aria-hidden className="size-4 shrink-0 opacity-70" />}
      {children}
    </Base.Item>
  );
}

export interface MenuLinkProps {
  readonly icon?: LucideIcon;
  readonly href: string;
  readonly children: ReactNode;
}

export function MenuLink({ icon: Icon, href, children }: MenuLinkProps) {
  return (
    <Base.LinkItem closeOnClick render={<Link href={href} />} className={ITEM}>
      {Icon && <Icon aria-hidden className="size-4 shrink-0 opacity-70" />}
      {children}
    </Base.LinkItem>
  );
}

export interface MenuChoicesProps {
  readonly label: string;
  readonly value: string | null;
  readonly choices: readonly { value: string; label: string; icon: LucideIcon }[];
  readonly onChoose: (value: string) => void;
}

/** One of several, chosen without closing the menu. */
export function MenuChoices({ label, value, choices, onChoose }: MenuChoicesProps) {
  return (
    <Base.RadioGroup value={value} onValueChange={(chosen: string) => onChoose(chosen)}>
      <Base.GroupLabel className="px-2 pt-1 pb-0.5 text-xs text-muted">{label}</Base.GroupLabel>
      {choices.map(({ value: each, label: word, icon: Icon }) => (
        <Base.RadioItem key={each} value={each} className={ITEM}>
          <Icon aria-hidden className="size-4 shrink-0 opacity-70" />
          {word}
          <Base.RadioItemIndicator className="ml-auto">
            <Check aria-hidden className="size-4" />
          </Base.RadioItemIndicator>
        </Base.RadioItem>
      ))}
    </Base.RadioGroup>
  );
}

export function MenuSeparator() {
  return <Base.Separator className="my-1 h-px bg-line-soft" />;
}
