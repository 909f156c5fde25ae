import type { Metadata } from "next";
import { safeReturnPath } from "@/domain/people/return-path";
import { signInErrorOf } from "@/domain/people/sign-in-error";
import { api } from "@/server/api/caller";
import { Doorway } from "@/ui/doorway";
import { Note } from "@/ui/note";
import { RefusalNote } from "@/ui/refusal-note";
import { ask } from "../ask";
import { signInRefusal } from "./refusal";
import { SignInForm } from "./sign-in-form";

export const metadata: Metadata = { title: "Sign in" };

type Search = Promise<Record<string, string | string[] | undefined>>;

export default async function SignInPage({ searchParams }: { searchParams: Search }) {
  const { setup } = await api();
  const { needed, oidc } = await ask(setup.state());
  const { error, callbackUrl } = await searchParams;
  const code = signInErrorOf(typeof error === "string" ? error : null);
  const returnTo = safeReturnPath(typeof callbackUrl === "string" ? callbackUrl : null);

  return (
    <Doorway title="Sign in">
      <div className="space-y-4">
        {needed && (
          <Note>
            Nobody is set up yet. The gateway printed a <b>one-time set-up link</b> where it was
            started: open that link to make the first admin.
          </Note>
        )}
        {code && code !== "SIGNIN.REQUIRED" && <RefusalNote {...signInRefusal(code)} />}
        <SignInForm returnTo={returnTo} oidcName={oidc?.name ?? null} />
      </div>
    </Doorway>
  );
}
