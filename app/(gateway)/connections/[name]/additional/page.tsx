import { api } from "@/server/api/caller";
import { Page } from "@/ui/page";
import { ask } from "../../../../ask";
import { Calls } from "../../../../calls";
import { onlyFor } from "../../../../only-for";
import { ConnectionTabs } from "../connection-tabs";
import { type ConnectionParams, readName } from "../read-name";
import { RequestsForm } from "./requests-form";
import { OtherRules, OwnRule } from "./rules-here";

interface AdditionalPageProps {
  readonly params: ConnectionParams;
}

export async function generateMetadata({ params }: AdditionalPageProps) {
  return { title: `Additional configuration of ${readName(await params)}` };
}

/** What a connection asks for beside being listed on it. */
export default async function AdditionalPage({ params }: AdditionalPageProps) {
  const me = await onlyFor("rules:see");
  const name = readName(await params);
  const { accessRules, connections, integrations, people } = await api();
  const [connection, { own, others }, groups, told] = await Promise.all([
    ask(connections.get({ name })),
    ask(accessRules.ofConnection({ connection: name })),
    ask(people.groups()),
    ask(integrations.list()),
  ]);

  return (
    <Page title={name} back={{ href: "/connections", label: "Connections" }}>
      <ConnectionTabs name={name} here="additional" />
      <div className="space-y-4">
        {me.permissions.includes("rules:manage") ? (
          <Calls>
            <RequestsForm
              key={own === null ? "none" : `${own.id} ${own.version}`}
              connection={name}
              own={own}
              accessGroups={connection.accessGroups ?? []}
              groups={groups.rows.map((group) => group.name)}
              integrations={told.rows.map((integration) => integration.name)}
            />
          </Calls>
        ) : (
          <OwnRule own={own} />
        )}
        <OtherRules others={others} />
      </div>
    </Page>
  );
}
