import { SquareTerminal } from "lucide-react";
import type { Metadata } from "next";
import { api } from "@/server/api/caller";
import { ButtonLink } from "@/ui/button";
import { Empty } from "@/ui/empty";
import { Page } from "@/ui/page";
import { ask } from "../../ask";
import { onlyFor } from "../../only-for";
import { Editor } from "./editor";

export const metadata: Metadata = { title: "Editor" };

type Search = Promise<Record<string, string | string[] | undefined>>;

export default async function EditorPage({ searchParams }: { readonly searchParams: Search }) {
  await onlyFor("connections:use");
  const { connection, session } = await searchParams;
  const { connections, sessions } = await api();
  const [{ rows }, resumed] = await Promise.all([
    ask(connections.list()),
    typeof session === "string" ? ask(sessions.get({ id: session })) : null,
  ]);
  const usable = rows.filter((row) => row.canRun);
  const wanted = resumed?.connection ?? connection;
  const chosen = usable.find((row) => row.name === wanted) ?? usable[0];
  if (chosen === undefined) return <NothingToRunOn />;
  return (
    <Editor
      key={resumed?.id ?? "new"}
      connections={rows}
      initial={chosen.name}
      resumed={
        resumed === null
          ? null
          : {
              sessionId: resumed.id,
              connection: resumed.connection,
              statement: resumed.statement,
            }
      }
    />
  );
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
