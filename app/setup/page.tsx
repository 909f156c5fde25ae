import type { Metadata } from "next";
import { publicRefusal } from "@/domain/refusal";
import { api } from "@/server/api/caller";
import { ButtonLink } from "@/ui/button";
import { Doorway } from "@/ui/doorway";
import { RefusalNote } from "@/ui/refusal-note";
import { ask } from "../ask";
import { Calls } from "../calls";
import { SetupForm } from "./setup-form";

/** The token in the address must not travel on in a Referer header. */
export const metadata: Metadata = { title: "Set up", referrer: "no-referrer" };

type Search = Promise<Record<string, string | string[] | undefined>>;

export default async function SetupPage({ searchParams }: { searchParams: Search }) {
  const { setup } = await api();
  const { needed } = await ask(setup.state());
  const { token } = await searchParams;

  if (!needed) {
    return (
      <Doorway title="Gatehouse is set up" description="There is an admin already; sign in.">
        <ButtonLink href="/sign-in" variant="primary">
          Sign in
        </ButtonLink>
      </Doorway>
    );
  }
  if (typeof token !== "string" || token === "") {
    const refusal = publicRefusal("LINK.INVALID", "The set-up link is not complete.");
    return (
      <Doorway title="Set up Gatehouse">
        <RefusalNote {...refusal} />
      </Doorway>
    );
  }
  return (
    <Doorway title="Set up Gatehouse" description="Make the first admin. The link works once.">
      <Calls>
        <SetupForm token={token} />
      </Calls>
    </Doorway>
  );
}
