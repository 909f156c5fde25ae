import type { Metadata } from "next";
import { api } from "@/server/api/caller";
import { Page } from "@/ui/page";
import { ask } from "../../../ask";
import { Calls } from "../../../calls";
import { onlyFor } from "../../../only-for";
import { ConnectionForm } from "../connection-form";

export const metadata: Metadata = { title: "New connection" };

export default async function NewConnectionPage() {
  await onlyFor("connections:manage");
  const { agents, people } = await api();
  const [listed, groups] = await Promise.all([ask(agents.list()), ask(people.groups())]);

  return (
    <Page
      title="New connection"
      description="A way into one target, with its policy."
      width="narrow"
      back={{ href: "/connections", label: "Connections" }}
    >
      <Calls>
        <ConnectionForm
          stored={null}
          agents={listed.rows}
          groups={groups.rows.map((group) => group.name)}
        />
      </Calls>
    </Page>
  );
}
