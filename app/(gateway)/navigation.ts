import {
  Database,
  History,
  KeyRound,
  type LucideIcon,
  Server,
  Settings,
  SquareTerminal,
  UserRound,
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
  { href: "/agents", label: "Agents", icon: Server, permission: "agents:see" },
  { href: "/api-keys", label: "API keys", icon: KeyRound, permission: "apiKeys:see" },
  { href: "/settings", label: "Settings", icon: Settings, permission: "demo:remove" },
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
