import { ChevronRight, KeyRound } from "lucide-react";
import type { Metadata } from "next";
import { api } from "@/server/api/caller";
import { Link } from "@/ui/link";
import { Page } from "@/ui/page";
import { ask } from "../../ask";
import { DemoPanel } from "./demo-panel";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage() {
  const { account, settings } = await api();
  // Asked so that whoever may see no settings is told that there are none.
  const [me] = await Promise.all([ask(account.me()), ask(settings.signIn())]);

  return (
    <Page title="Settings" width="narrow">
      <div className="space-y-4">
        <Link
          href="/settings/sign-in"
          className="flex items-center gap-3 rounded-lg border border-line bg-surface px-4 py-3 shadow-low hover:bg-hover"
        >
          <KeyRound aria-hidden className="size-5 shrink-0 text-muted" />
          <span className="min-w-0 flex-1">
            <span className="block text-base font-semibold">Sign-in</span>
            <span className="block text-sm text-muted">
              Identity provider, groups and roles, how long a sign-in lasts.
            </span>
          </span>
          <ChevronRight aria-hidden className="size-4 shrink-0 text-muted" />
        </Link>
        {me.permissions.includes("demo:remove") && <DemoPanel />}
      </div>
    </Page>
  );
}
