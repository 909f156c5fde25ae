"use client";
import { Ellipsis } from "lucide-react";
import { classes } from "@/ui/classes";
import { Link } from "@/ui/link";
import { Menu } from "@/ui/menu";
import { type Here, isAt, type NavigationItem } from "./navigation";
import { WaitingCount } from "./waiting/waiting-count";

/** As many as a phone shows side by side with their names whole. */
const PLACES_MAX = 5;
const PLACE = "flex min-w-0 flex-1 flex-col items-center justify-center gap-0.5 px-1 text-2xs";

interface BottomBarProps {
  readonly items: readonly NavigationItem[];
  readonly here: Here;
  readonly waiting: number;
}

/** The places on a phone: the first few side by side, the others behind "More". */
export function BottomBar({ items, here, waiting }: BottomBarProps) {
  const beside = items.length > PLACES_MAX ? items.slice(0, PLACES_MAX - 1) : items;
  const more = items.slice(beside.length);
  return (
    <nav
      aria-label="Main"
      className="fixed inset-x-0 bottom-0 z-30 flex h-14 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {beside.map(({ href, label, icon: Icon, countsWaiting }) => {
        const isHere = isAt(here, href);
        return (
          <Link
            key={href}
            href={href}
            aria-current={isHere ? "page" : undefined}
            className={classes(PLACE, isHere ? "font-medium text-accent" : "text-muted")}
          >
            <span className="relative">
              <Icon aria-hidden className="size-5" />
              {countsWaiting && (
                <span className="absolute -top-1.5 left-3">
                  <WaitingCount count={waiting} />
                </span>
              )}
            </span>
            <span className="max-w-full truncate">{label}</span>
          </Link>
        );
      })}
      {more.length > 0 && <More items={more} here={here} />}
    </nav>
  );
}

/** Named after the place that is open when it is one of these. */
function More({ items, here }: Omit<BottomBarProps, "waiting">) {
  const open = items.find(({ href }) => isAt(here, href));
  const Icon = open?.icon ?? Ellipsis;
  return (
    <Menu
      side="top"
      trigger={
        <button
          type="button"
          aria-label={open === undefined ? "More places" : `${open.label}, and more places`}
          className={classes(PLACE, open === undefined ? "text-muted" : "font-medium text-accent")}
        >
          <Icon aria-hidden className="size-5" />
          <span className="max-w-full truncate">{open?.label ?? "More"}</span>
        </button>
      }
      groups={[items.map(({ href, label, icon }) => ({ kind: "link", href, label, icon }))]}
    />
  );
}
