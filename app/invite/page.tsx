import type { Metadata } from "next";
import { publicRefusal } from "@/domain/refusal";
import { api, refusalFrom } from "@/server/api/caller";
import { ButtonLink } from "@/ui/button";
import { Doorway } from "@/ui/doorway";
import { RefusalNote } from "@/ui/refusal-note";
import { Calls } from "../calls";
import { InviteForm } from "./invite-form";

/** The token in the address must not travel on in a Referer header. */
export const metadata: Metadata = { title: "Set your password", referrer: "no-referrer" };

type Search = Promise<Record<string, string | string[] | undefined>>;

export default async function InvitePage({ searchParams }: { searchParams: Search }) {
  const { token } = await searchParams;
  const holder = typeof token === "string" ? await holderOf(token.slice(0, 100)) : null;
  if (holder === null || typeof token !== "string") {
    return (
      <Doorway title="Set your password">
        <div className="space-y-4">
          <RefusalNote {...publicRefusal("LINK.INVALID", "This link does not work any more.")} />
          <ButtonLink href="/sign-in">Sign in</ButtonLink>
        </div>
      </Doorway>
    );
  }
  return (
    <Doorway
      title={`Welcome, ${holder.name}`}
      description={
        <>
          Set the password for <b className="font-medium break-all">{holder.email}</b>. The link
          works once.
        </>
      }
    >
      <Calls>
        <InviteForm token={token} />
      </Calls>
    </Doorway>
  );
}

/** Null for a link that is no use; whatever else goes wrong belongs to the error page. */
async function holderOf(token: string) {
  const { people } = await api();
  try {
    return token === "" ? null : await people.passwordLink({ token });
  } catch (error) {
    if (refusalFrom(error)?.code === "LINK.INVALID") return null;
    throw error;
  }
}
