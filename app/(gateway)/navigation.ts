import {
  CircleQuestionMark,
  Database,
  Grid3x3,
  History,
  KeyRound,
  type LucideIcon,
  ScrollText,
  Send,
  Server,
  Settings,
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
}

const ITEMS: readonly NavigationItem[] = [
  { href: "/connections", label: "Connections", icon: Database, permission: "connections:see" },
  { href: "/editor", label: "Editor", icon: SquareTerminal, permission: "connections:use" },
  { href: "/sessions", label: "Sessions", icon: History, permission: "sessions:see" },
  { href: "/access-reviews", label: "Access reviews", icon: UserCheck, permission: "reviews:see" },
  { href: "/agents", label: "Agents", icon: Server, permission: "agents:see" },
  { href: "/users", label: "Users", icon: Users, permission: "people:see" },
  { href: "/groups", label: "Groups", icon: UsersRound, permission: "people:see" },
  { href: "/access-control", label: "Access control", icon: Grid3x3, permission: "access:see" },
  { href: "/access-rules", label: "Access rules", icon: ShieldCheck, permission: "rules:see" },
  { href: "/why", label: "Why", icon: CircleQuestionMark, permission: "access:why" },
  { href: "/integrations", label: "Integrations", icon: Send, permission: "integrations:see" },
  { href: "/api-keys", label: "API keys", icon: KeyRound, permission: "apiKeys:see" },
  { href: "/audit", label: "Audit trail", icon: ScrollText, permission: "audit:see" },
  { href: "/settings", label: "Settings", icon: Settings, permission: "people:see" },
];

/** Where to go when nothing else is open to a role. */
const ACCOUNT: NavigationItem = {
  href: "/account",
  label: "Account",
  icon: UserRound,
  permission: "account:own",
};

/** The places this person may go to; the gateway decides again when they get there. */
export function navigationFor(permissions: readonly Permission[]): readonly NavigationItem[] {
  const open = ITEMS.filter((item) => permissions.includes(item.permission));
  return open.length > 0 ? open : [ACCOUNT];
}

export function isWithin(pathname: string, href: string): boolean {
  return pathname === href || pathname.startsWith(`${href}/`);
}
