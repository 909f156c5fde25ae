import { Pencil, SquareTerminal } from "lucide-react";
import { api } from "@/server/api/caller";
import { Badge, KindBadge, OnlineDot } from "@/ui/badge";
import { ButtonLink } from "@/ui/button";
import { Page } from "@/ui/page";
import { ask } from "../../../ask";
import { Calls } from "../../../calls";
import { connectionHref, editorHref } from "../../places";
import { ConnectionFacts } from "./connection-facts";
import { ConnectionTabs } from "./connection-tabs";
import { DeleteConnection } from "./delete-connection";
import { type ConnectionParams, readName } from "./read-name";

export async function generateMetadata({ params }: { params: ConnectionParams }) {
  return { title: readName(await params) };
}

export default async function ConnectionPage({ params }: { params: ConnectionParams }) {
  const { connections } = await api();
  const connection = await ask(connections.get({ name: readName(await params) }));
  const { name, kind, demo, agent, canRun, manage, accessGroups } = connection;

  return (
    <Page
      title={name}
      back={{ href: "/connections", label: "Connections" }}
      description={
        <div className="mt-1 flex flex-wrap items-center gap-2 text-sm">
          <KindBadge kind={kind} />
          {demo && <Badge tone="info">demo</Badge>}
          <OnlineDot
            online={agent.online}
            label={agent.online ? "Agent online" : "Agent offline"}
          />
        </div>
      }
      actions={
        <>
          {manage && (
            <Calls>
              <DeleteConnection name={name} />
            </Calls>
          )}
          {manage && (
            <ButtonLink href={`${connectionHref(name)}/edit`} icon={Pencil}>
              Edit
            </ButtonLink>
          )}
          {canRun && (
            <ButtonLink href={editorHref(name)} variant="primary" icon={SquareTerminal}>
              Open editor
            </ButtonLink>
          )}
        </>
      }
    >
      {accessGroups !== null && <ConnectionTabs name={name} here="overview" />}
      <ConnectionFacts connection={connection} />
    </Page>
  );
}
