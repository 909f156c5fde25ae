import { notFound } from "next/navigation";
import { KINDS } from "@/domain/connections/kinds";
import { api } from "@/server/api/caller";
import { Page } from "@/ui/page";
import { ask } from "../../../../ask";
import { Calls } from "../../../../calls";
import { connectionHref } from "../../../places";
import { ConnectionForm } from "../../connection-form";
import { type ConnectionParams, readName } from "../read-name";

export async function generateMetadata({ params }: { params: ConnectionParams }) {
  return { title: `Edit ${readName(await params)}` };
}

export default async function EditConnectionPage({ params }: { params: ConnectionParams }) {
  const { agents, connections, people } = await api();
  const name = readName(await params);
  const { manage, ...connection } = await ask(connections.get({ name }));
  const [listed, groups] = await Promise.all([ask(agents.list()), ask(people.groups())]);
  if (manage === null) notFound();

  return (
    <Page
      title={`Edit ${name}`}
      description={`${KINDS[connection.kind].title}. Sessions that run keep the settings they began with.`}
      width="narrow"
      back={{ href: connectionHref(name), label: name }}
    >
      <Calls>
        <ConnectionForm
          key={connection.version}
          stored={{ ...connection, manage }}
          agents={listed.rows}
          groups={groups.rows.map((group) => group.name)}
        />
      </Calls>
    </Page>
  );
}
