import {
  CircleQuestionMark,
  Database,
  EyeOff,
  Grid3x3,
  History,
  Inbox,
  KeyRound,
  type LucideIcon,
  ScrollText,
  Send,
  Server,
  Settings,
  ShieldAlert,
  ShieldCheck,
  SquareTerminal,
  UserCheck,
  UserRound,
  Users,
  UsersRound,
} from "lucide-react";
import type { Permission } from "@/domain/people/permission";

export interface NavigationItem {
  readonly href: string;
  readonly label: string;
  readonly icon: LucideIcon;
  readonly permission: Permission;
  /** Left out for those who hold this: they have a better place. */
  readonly unless?: Permission;
  /** Shows how many requests wait for this person. */
  readonly countsWaiting?: true;
}

const ITEMS: readonly NavigationItem[] = [
  { href: "/connections", label: "Connections", icon: Database, permission: "connections:see" },
  { href: "/editor", label: "Editor", icon: SquareTerminal, permission: "connections:use" },
  {
    href: "/access-requests?box=for-me",
    label: "Inbox",
    icon: Inbox,
    permission: "requests:decide",
    countsWaiting: true,
  },
  {
    href: "/access-requests?box=mine",
    label: "My requests",
    icon: Send,
    permission: "requests:decide",
  },
  {
    href: "/access-requests?box=all",
    label: "Access requests",
    icon: Inbox,
    permission: "requests:seeAll",
    unless: "requests:decide",
  },
  { href: "/sessions", label: "Sessions", icon: History, permission: "sessions:see" },
  { href: "/access-reviews", label: "Access reviews", icon: UserCheck, permission: "reviews:see" },
  { href: "/agents", label: "Agents", icon: Server, permission: "agents:see" },
  { href: "/users", label: "Users", icon: Users, permission: "people:see" },
  { href: "/groups", label: "Groups", icon: UsersRound, permission: "people:see" },
  { href: "/access-control", label: "Access control", icon: Grid3x3, permission: "access:see" },
  { href: "/access-rules", label: "Access rules", icon: ShieldCheck, permission: "rules:see" },
  { href: "/guardrails", label: "Guardrails", icon: ShieldAlert, permission: "guardrails:see" },
  { href: "/masking", label: "Masking", icon: EyeOff, permission: "masking:see" },
  { href: "/why", label: "Why", icon: CircleQuestionMark, permission: "access:why" },
  { href: "/integrations", label: "Integrations", icon: Send, permission: "integrations:see" },
  { href: "/api-keys", label: "API keys", icon: KeyRound, permission: "apiKeys:see" },
  { href: "/audit", label: "Audit trail", icon: ScrollText, permission: "audit:see" },
  { href: "/settings", label: "Settings", icon: Settings, permission: "people:see" },
  // For everybody else it stands in the menu of their name.
  {
    href: "/account",
    label: "My account",
    icon: UserRound,
    permission: "account:own",
    unless: "connections:see",
  },
];

/** The places this person may go to; the gateway decides again when they get there. */
export function navigationFor(permissions: readonly Permission[]): readonly NavigationItem[] {
  return ITEMS.filter(
    ({ permission, unless }) =>
      permissions.includes(permission) && (unless === undefined || !permissions.includes(unless)),
  );
}

/** Where the page is: its path, and the box of a list that has several. */
export interface Here {
  readonly pathname: string;
  readonly box: string | null;
}

/** A list of several boxes is as many places; one thing of it lies in no box, only below all of them. */
export function isAt({ pathname, box }: Here, href: string): boolean {
  const [path = "", search = ""] = href.split("?", 2);
  if (!isWithin(pathname, path)) return false;
  const wanted = new URLSearchParams(search).get("box");
  if (wanted === null || wanted === "all") return true;
  return pathname === path && (wanted === box || (wanted === "for-me" && box === null));
}

function isWithin(pathname: string, href: string): boolean {
  return pathname === href || pathname.startsWith(`${href}/`);
}
