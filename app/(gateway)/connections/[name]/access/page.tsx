import { Grid3x3 } from "lucide-react";
import { api } from "@/server/api/caller";
import { Badge } from "@/ui/badge";
import { ButtonLink } from "@/ui/button";
import { formatCount } from "@/ui/bytes";
import { Fact, Facts } from "@/ui/facts";
import { Page, Panel } from "@/ui/page";
import { ask } from "../../../../ask";
import { Modes } from "../../modes";
import { ConnectionTabs } from "../connection-tabs";
import { type ConnectionParams, readName } from "../read-name";
import { PEOPLE_PAGE_ROWS } from "./people-page";
import { PeopleTable } from "./people-table";

interface AccessPageProps {
  readonly params: ConnectionParams;
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

export async function generateMetadata({ params }: AccessPageProps) {
  return { title: `Access to ${readName(await params)}` };
}

const PAGES_MAX = 10_000;

/** Whom the groups of a connection mean: names, not only groups. */
export default async function AccessPage({ params, searchParams }: AccessPageProps) {
  const name = readName(await params);
  const page = readPage((await searchParams)["page"]);
  const { account, access, connections } = await api();
  const [me, connection, people] = await Promise.all([
    ask(account.me()),
    ask(connections.get({ name })),
    ask(access.whoMay({ connection: name, page, limit: PEOPLE_PAGE_ROWS })),
  ]);
  const groups = connection.accessGroups ?? [];
  const mayEdit = me.permissions.includes("access:manage");

  return (
    <Page
      title={name}
      back={{ href: "/connections", label: "Connections" }}
      actions={
        <ButtonLink
          href={`/access-control?connections=${encodeURIComponent(name)}`}
          icon={Grid3x3}
          variant={mayEdit ? "primary" : "secondary"}
        >
          {mayEdit ? "Change who may" : "Access control"}
        </ButtonLink>
      }
    >
      <ConnectionTabs name={name} here="access" />
      <div className="space-y-4">
        <Panel>
          <Facts>
            <Fact name="Access groups">
              <span className="flex flex-wrap items-center gap-1">
                {groups.map((group) => (
                  <Badge key={group} tone="accent">
                    {group}
                  </Badge>
                ))}
                {groups.length === 0 && <Badge tone="warn">Nobody but admins</Badge>}
              </span>
            </Fact>
            <Fact name="By their role">
              {people.byRole === 1 ? "1 admin" : `${formatCount(people.byRole)} admins`}
            </Fact>
            <Fact name="Ways in">
              <Modes modes={connection.modes} readOnly={connection.readOnly} />
            </Fact>
          </Facts>
        </Panel>
        <PeopleTable connection={name} people={people} page={page} />
      </div>
    </Page>
  );
}

function readPage(value: string | string[] | undefined): number {
  const page = typeof value === "string" ? Number(value) : 1;
  return Number.isInteger(page) && page >= 1 && page <= PAGES_MAX ? page : 1;
}
