import { SquareTerminal } from "lucide-react";
import type { Metadata } from "next";
import { api } from "@/server/api/caller";
import { ButtonLink } from "@/ui/button";
import { Empty } from "@/ui/empty";
import { Page } from "@/ui/page";
import { ask, askOrNull } from "../../ask";
import { onlyFor } from "../../only-for";
import { Editor } from "./editor";

export const metadata: Metadata = { title: "Editor" };

type Search = Promise<Record<string, string | string[] | undefined>>;

/** How many connections the page brings along; what is beyond is searched for. */
const CHOICES_MAX = 100;

export default async function EditorPage({ searchParams }: { readonly searchParams: Search }) {
  await onlyFor("connections:use");
  const { connection, session } = await searchParams;
  const { connections, sessions } = await api();
  const resumed = typeof session === "string" ? await resume(sessions, session) : null;
  const wanted = resumed?.connection ?? connection;
  const [list, named] = await Promise.all([
    ask(connections.list({ usable: true, limit: CHOICES_MAX })),
    typeof wanted === "string" ? askOrNull(connections.get({ name: wanted })) : null,
  ]);
  const chosen = named?.canRun === true ? named : list.rows[0];
  if (chosen === undefined) return <NothingToRunOn />;
  return (
    <Editor
      key={resumed?.sessionId ?? "new"}
      choices={list.rows}
      hasMore={list.nextCursor !== null}
      initial={chosen}
      resumed={resumed}
    />
  );
}

async function resume({ get }: Awaited<ReturnType<typeof api>>["sessions"], id: string) {
  const { connection, statement } = await ask(get({ id }));
  return { sessionId: id, connection, statement };
}

function NothingToRunOn() {
  return (
    <Page title="Editor">
      <Empty
        icon={SquareTerminal}
        title="There is no connection on which you may run statements."
        action={<ButtonLink href="/connections">Connections</ButtonLink>}
      >
        A connection must list one of your groups and be open for the web. Ask an admin; it appears
        here at once.
      </Empty>
    </Page>
  );
}
