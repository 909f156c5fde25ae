"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Database, History, type LucideIcon, Server, UserRound, UsersRound } from "lucide-react";
import { useRouter } from "next/navigation";
import { useDeferredValue, useState } from "react";
import type { Permission } from "@/domain/people/permission";
import { CommandPalette, type PaletteGroup, type PaletteItem } from "@/ui/command-palette";
import { Calls, refusalOf, useTRPC } from "../../calls";
import { navigationFor } from "../navigation";
import { connectionHref, groupHref, userHref } from "../places";
import { type FoundPlace, keepRecent, readRecent } from "./recent-places";

const TEXT_CHARACTERS_MAX = 100;

interface Going extends PaletteItem {
  readonly href: string;
  /** Remembered once it was gone to; `null` for a page, which is always there. */
  readonly place: FoundPlace | null;
}

interface KindLook {
  readonly label: string;
  readonly icon: LucideIcon;
  readonly hrefOf: (id: string) => string;
}

const KINDS: Record<FoundPlace["kind"], KindLook> = {
  connection: { label: "Connections", icon: Database, hrefOf: connectionHref },
  session: {
    label: "Sessions",
    icon: History,
    hrefOf: (id) => `/sessions/${encodeURIComponent(id)}`,
  },
  user: { label: "Users", icon: UserRound, hrefOf: userHref },
  group: { label: "Groups", icon: UsersRound, hrefOf: groupHref },
  agent: { label: "Agents", icon: Server, hrefOf: () => "/agents" },
};
const KINDS_SHOWN = ["connection", "session", "user", "group", "agent"] as const;

export interface PaletteWindowProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly person: { readonly email: string; readonly permissions: readonly Permission[] };
}

export function PaletteWindow(props: PaletteWindowProps) {
  return (
    <Calls>
      <Finder key={String(props.open)} {...props} />
    </Calls>
  );
}

function Finder({ open, onOpenChange, person }: PaletteWindowProps) {
  const router = useRouter();
  const [text, setText] = useState("");
  const [recent] = useState(() => readRecent(person.email));
  const asked = useDeferredValue(text.trim());
  const found = useQuery({
    ...useTRPC().palette.find.queryOptions({ text: asked }),
    enabled: open && asked !== "",
    placeholderData: keepPreviousData,
  });
  const pages = pagesFor(person.permissions, asked);
  const groups =
    asked === ""
      ? listed(["Recent", recent.map(goingTo)], ["Pages", pages])
      : listed(["Pages", pages], ...byKind(found.data?.places ?? []));

  function onPick({ href, place }: Going, { newTab }: { readonly newTab: boolean }) {
    if (place !== null) keepRecent(person.email, place);
    onOpenChange(false);
    if (newTab) window.open(href, "_blank", "noopener");
    else router.push(href);
  }

  return (
    <CommandPalette
      open={open}
      onOpenChange={onOpenChange}
      text={text}
      onText={setText}
      textCharactersMax={TEXT_CHARACTERS_MAX}
      groups={groups}
      isBusy={asked !== "" && found.isFetching}
      nothing={wordsForNothing(asked, found)}
      onPick={onPick}
    />
  );
}

function wordsForNothing(
  asked: string,
  { isFetching, error }: { readonly isFetching: boolean; readonly error: unknown },
): string {
  if (error !== null) return refusalOf(error).because;
  if (isFetching) return "Looking…";
  return `Nothing that you may see is called “${asked}”.`;
}

function goingTo(place: FoundPlace): Going {
  const { icon, hrefOf } = KINDS[place.kind];
  const { kind, id, label, detail } = place;
  return { key: `${kind}-${id}`, href: hrefOf(id), place, label, detail, icon };
}

function pagesFor(permissions: readonly Permission[], text: string): Going[] {
  const wanted = text.toLowerCase();
  return navigationFor(permissions)
    .filter(({ label }) => label.toLowerCase().includes(wanted))
    .map(({ href, label, icon }) => ({
      ...{ key: `page-${href}`, href, label, icon },
      ...{ detail: "", place: null },
    }));
}

function byKind(places: readonly FoundPlace[]): [string, Going[]][] {
  return KINDS_SHOWN.map((kind) => [
    KINDS[kind].label,
    places.filter((place) => place.kind === kind).map(goingTo),
  ]);
}

function listed(...groups: readonly [string, readonly Going[]][]): PaletteGroup<Going>[] {
  return groups.filter(([, items]) => items.length > 0).map(([label, items]) => ({ label, items }));
}
