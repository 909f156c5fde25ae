"use client";
import { usePathname, useSearchParams } from "next/navigation";
import type { ReactNode } from "react";
import type { Permission } from "@/domain/people/permission";
import { BrandMark } from "@/ui/brand";
import { classes } from "@/ui/classes";
import { Link } from "@/ui/link";
import { BottomBar } from "./bottom-bar";
import { isAt, type NavigationItem, navigationFor } from "./navigation";
import { Palette, PaletteButton, usePalette } from "./palette/palette";
import { PersonMenu } from "./person-menu";
import { OpenWindows } from "./waiting/open-windows";
import { useWaiting } from "./waiting/use-waiting";
import { WaitingCount } from "./waiting/waiting-count";

export interface Person {
  readonly name: string;
  readonly email: string;
  readonly role: string;
  readonly permissions: readonly Permission[];
}

interface ShellProps {
  readonly person: Person;
  readonly children: ReactNode;
}

/** A side bar on wide screens; a bar above and one below on phones. */
export function Shell({ person, children }: ShellProps) {
  const items = navigationFor(person.permissions);
  const here = { pathname: usePathname(), box: useSearchParams().get("box") };
  const { waiting, windows, watch } = useWaiting();
  const { open, setOpen, isListening } = usePalette();
  const palette = { isListening, onOpen: () => setOpen(true) };
  return (
    <div className="min-h-dvh md:flex">
      {person.permissions.includes("requests:see") && watch}
      <Palette person={person} open={open} onOpenChange={setOpen} />
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-md focus:bg-raised focus:px-3 focus:py-2 focus:text-sm focus:shadow-high"
      >
        Skip to the content
      </a>
      <header className="sticky top-0 z-30 flex h-12 items-center justify-between border-b border-line bg-surface px-4 md:hidden">
        <Brand />
        <span className="flex items-center gap-1">
          <OpenWindows windows={windows} place="top" />
          <PaletteButton place="top" {...palette} />
          <PersonMenu person={person} place="top" />
        </span>
      </header>
      <aside className="sticky top-0 hidden h-dvh w-54 shrink-0 flex-col border-r border-line bg-sunken md:flex">
        <div className="flex h-14 items-center px-4">
          <Brand />
        </div>
        <div className="px-2.5 pb-2.5">
          <PaletteButton place="side" {...palette} />
          <OpenWindows windows={windows} place="side" />
        </div>
        <nav aria-label="Main" className="min-h-0 flex-1 space-y-0.5 overflow-y-auto px-2.5 py-0.5">
          {items.map((item) => (
            <SideLink
              key={item.href}
              item={item}
              isHere={isAt(here, item.href)}
              waiting={waiting}
            />
          ))}
        </nav>
        <div className="border-t border-line p-2">
          <PersonMenu person={person} place="side" />
        </div>
      </aside>
      <main id="main" tabIndex={-1} className="min-w-0 flex-1 pb-14 outline-none md:pb-0">
        {children}
      </main>
      <BottomBar items={items} here={here} waiting={waiting} />
    </div>
  );
}

function Brand() {
  return (
    <Link href="/" className="flex items-center gap-2 rounded-md font-semibold tracking-tight">
      <BrandMark className="size-6" />
      Gatehouse
    </Link>
  );
}

interface PlaceLinkProps {
  readonly item: NavigationItem;
  readonly isHere: boolean;
  readonly waiting: number;
}

function SideLink({ item, isHere, waiting }: PlaceLinkProps) {
  const Icon = item.icon;
  return (
    <Link
      href={item.href}
      aria-current={isHere ? "page" : undefined}
      className={classes(
        "flex h-8 items-center gap-2.5 rounded-md px-2 text-sm transition-colors",
        isHere
          ? "bg-surface font-medium text-ink shadow-low ring-1 ring-line"
          : "text-muted hover:bg-hover hover:text-ink",
      )}
    >
      <Icon aria-hidden className={classes("size-4", isHere && "text-accent")} />
      <span className="flex-1">{item.label}</span>
      {item.countsWaiting && <WaitingCount count={waiting} />}
    </Link>
  );
}
