import type { Metadata } from "next";
import { api } from "@/server/api/caller";
import { Badge } from "@/ui/badge";
import { Fact, Facts } from "@/ui/facts";
import { Page, Panel } from "@/ui/page";
import { ThemeToggle } from "@/ui/theme";
import { Time } from "@/ui/time";
import { ask } from "../../ask";
import { Calls } from "../../calls";
import { ChangePassword } from "./change-password";
import { ChatAccounts } from "./chat-accounts";
import { ROLE_HELP } from "./role-help";
import { SecondFactor } from "./second-factor";
import { SignInsTable } from "./sign-ins-table";
import { SignOut } from "./sign-out";

export const metadata: Metadata = { title: "My account" };

export default async function AccountPage() {
  const { account, integrations } = await api();
  const [me, signIns, factor, chats] = await Promise.all([
    ask(account.me()),
    ask(account.signIns()),
    ask(account.secondFactor()),
    ask(integrations.chatAccounts()),
  ]);
  const isLocal = me.method === "local";

  return (
    <Page title="My account" width="narrow" actions={<SignOut />}>
      <div className="space-y-4">
        <Panel title={me.name} description={me.email}>
          <Facts>
            <Fact name="Role">
              <span className="capitalize">{me.role}</span>
              <span className="block text-sm text-muted">{ROLE_HELP[me.role]}</span>
            </Fact>
            <Fact name="Groups">
              <span className="flex flex-wrap gap-1">
                {me.groups.length === 0 && "None yet. An admin can add you to one."}
                {me.groups.map((group) => (
                  <Badge key={group}>{group}</Badge>
                ))}
              </span>
            </Fact>
            <Fact name="Signed in by">{isLocal ? "Local account" : "Identity provider"}</Fact>
            <Fact name="Sign-in ends">
              <Time at={me.expiresAt} />
            </Fact>
            <Fact name="Theme">
              <ThemeToggle />
            </Fact>
          </Facts>
        </Panel>
        <Calls>
          <SignInsTable rows={signIns.rows} />
          {chats.rows.length > 0 && <ChatAccounts rows={chats.rows} />}
          {factor.isLocal && <SecondFactor {...factor} />}
          {isLocal && <ChangePassword email={me.email} />}
        </Calls>
      </div>
    </Page>
  );
}
