"use client";
import { ChevronsUpDown, LogOut, UserRound } from "lucide-react";
import { classes } from "@/ui/classes";
import { Menu } from "@/ui/menu";
import { THEME_CHOICES, useTheme } from "@/ui/theme";
import { leave } from "./leave";
import type { Person } from "./shell";

interface PersonMenuProps {
  readonly person: Person;
  readonly place: "top" | "side";
}

export function PersonMenu({ person, place }: PersonMenuProps) {
  const isSide = place === "side";
  const { choice, choose } = useTheme();
  return (
    <Menu
      side={isSide ? "top" : "bottom"}
      align={isSide ? "start" : "end"}
      trigger={
        <button
          type="button"
          aria-label={`${person.name}: account, theme, sign out`}
          className={classes(
            "flex items-center gap-2 rounded-md text-left hover:bg-hover data-popup-open:bg-hover",
            isSide ? "w-full px-2 py-1.5" : "p-1",
          )}
        >
          <Initials name={person.name} />
          {isSide && (
            <>
              <span className="min-w-0 flex-1">
                <span className="block truncate text-sm font-medium">{person.name}</span>
                <span className="block truncate text-xs text-muted">{person.email}</span>
              </span>
              <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-muted" />
            </>
          )}
        </button>
      }
      heading={
        <div className="px-2 pt-1.5 pb-2">
          <p className="truncate text-sm font-medium">{person.name}</p>
          <p className="truncate text-xs text-muted">
            {person.email} · {person.role}
          </p>
        </div>
      }
      groups={[
        [{ kind: "link", icon: UserRound, href: "/account", label: "My account" }],
        [
          {
            kind: "choices",
            label: "Theme",
            value: choice,
            choices: THEME_CHOICES,
            onChoose: choose,
          },
        ],
        [{ kind: "item", icon: LogOut, label: "Sign out", onSelect: () => void leave() }],
      ]}
    />
  );
}

function Initials({ name }: { readonly name: string }) {
  const letters = name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => word.charAt(0).toUpperCase())
    .join("");
  return (
    <span
      aria-hidden
      className="flex size-7 shrink-0 items-center justify-center rounded-full bg-accent-soft text-xs font-semibold text-accent"
    >
      {letters || "?"}
    </span>
  );
}
