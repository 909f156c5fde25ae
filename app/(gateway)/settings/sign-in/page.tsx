import type { Metadata } from "next";
import { api, refusalFrom } from "@/server/api/caller";
import { Fact, Facts } from "@/ui/facts";
import { Note } from "@/ui/note";
import { Page, Panel } from "@/ui/page";
import { ask } from "../../../ask";
import { Calls } from "../../../calls";
import { SignInForm } from "./sign-in-form";
import type { TestResult } from "./test-result";

export const metadata: Metadata = { title: "Sign-in settings", referrer: "same-origin" };

type Search = Promise<Record<string, string | string[] | undefined>>;

export default async function SignInSettingsPage({ searchParams }: { searchParams: Search }) {
  const { account, settings } = await api();
  const [me, signIn] = await Promise.all([ask(account.me()), ask(settings.signIn())]);
  const mayManage = me.permissions.includes("people:manage");
  const { test: id } = await searchParams;
  const asked = typeof id === "string" && mayManage;
  const test = asked ? await findTest(id.slice(0, 40)) : null;
  const { provider } = signIn;

  return (
    <Page title="Sign-in" back={{ href: "/settings", label: "Settings" }} width="narrow">
      <div className="space-y-4">
        {asked && test === null && (
          <Note tone="warn">
            That test is over or belongs to another sign-in. Begin a new one below.
          </Note>
        )}
        <Panel
          title="Identity provider"
          description="Set by the gateway's environment; a change needs a restart."
        >
          {provider ? (
            <Facts>
              <Fact name="Name">{provider.name}</Fact>
              <Fact name="Issuer">
                <span className="font-mono text-xs break-all">{provider.issuer}</span>
              </Fact>
              <Fact name="Client id">
                <span className="font-mono text-xs break-all">{provider.clientId}</span>
              </Fact>
              <Fact name="Client secret">Set; never shown</Fact>
              <Fact name="Scopes">
                <span className="font-mono text-xs">{provider.scopes}</span>
              </Fact>
              <Fact name="Redirect URI">
                <span className="font-mono text-xs break-all">{provider.redirectUri}</span>
              </Fact>
            </Facts>
          ) : (
            <p className="text-sm text-muted">
              None: people sign in with local accounts. Set{" "}
              <code className="font-mono">OIDC_ISSUER</code>,{" "}
              <code className="font-mono">OIDC_CLIENT_ID</code> and{" "}
              <code className="font-mono">OIDC_CLIENT_SECRET</code> and start the gateway again.
            </p>
          )}
        </Panel>
        <Calls>
          <SignInForm
            key={`${signIn.version} ${typeof id === "string" ? id : ""}`}
            settings={signIn}
            mayManage={mayManage}
            test={test}
          />
        </Calls>
      </div>
    </Page>
  );
}

/** Null for a test that is over; whatever else goes wrong belongs to the error page. */
async function findTest(id: string): Promise<TestResult | null> {
  const { settings } = await api();
  try {
    return await settings.signInTest({ id });
  } catch (error) {
    if (refusalFrom(error)?.status === "not-found") return null;
    throw error;
  }
}
