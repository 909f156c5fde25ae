import type { Metadata } from "next";
import { publicRefusal } from "@/domain/refusal";
import { api, pageActor, refusalFrom } from "@/server/api/caller";
import { ButtonLink } from "@/ui/button";
import { Doorway } from "@/ui/doorway";
import { RefusalNote } from "@/ui/refusal-note";
import { Calls } from "../calls";
import { LinkForm } from "./link-form";

/** The token in the address must not travel on in a Referer header. */
export const metadata: Metadata = { title: "Link your Slack account", referrer: "no-referrer" };

type Search = Promise<Record<string, string | string[] | undefined>>;

export default async function LinkChatPage({ searchParams }: { searchParams: Search }) {
  await pageActor();
  const { token } = await searchParams;
  const text = typeof token === "string" ? token.slice(0, 2_000) : "";
  const found = await linkOf(text);
  if (found === null) {
    return (
      <Doorway title="Link your Slack account">
        <div className="space-y-4">
          <RefusalNote
            {...publicRefusal("CHAT.LINK_INVALID", "This link does not work any more.")}
          />
          <ButtonLink href="/">Go on</ButtonLink>
        </div>
      </Doorway>
    );
  }
  return (
    <Doorway
      title="Is this your Slack account?"
      description={
        <>
          <b className="font-medium break-all">{found.account}</b> in {found.team}. Whoever uses it
          will decide requests as you. If somebody else sent you this link, leave this page.
        </>
      }
    >
      <Calls>
        <LinkForm token={text} account={found.account} />
      </Calls>
    </Doorway>
  );
}

async function linkOf(token: string) {
  try {
    return await (await api()).integrations.chatLink({ token });
  } catch (error) {
    if (refusalFrom(error) !== null) return null;
    throw error;
  }
}
