import { api } from "@/server/api/caller";
import { formatCount } from "@/ui/bytes";
import { Fact, Facts } from "@/ui/facts";
import { Link } from "@/ui/link";
import { Note } from "@/ui/note";
import { Page, Panel } from "@/ui/page";
import { Time } from "@/ui/time";
import { ask } from "../../../ask";
import { Calls } from "../../../calls";
import { connectionHref } from "../../places";
import { MEMBER_PAGE_ROWS, readPage, type Search } from "../filter";
import { GroupSource } from "../groups-table";
import { GroupActions } from "./group-actions";
import { MembersTable } from "./members-table";
import { RuleLinks } from "./rule-links";

interface GroupPageProps {
  readonly params: Promise<{ readonly id: string }>;
  readonly searchParams: Promise<Search>;
}

export async function generateMetadata({ params }: GroupPageProps) {
  const { groups } = await api();
  const { name } = await ask(groups.get({ id: (await params).id.slice(0, 40), limit: 1 }));
  return { title: name };
}

export default async function GroupPage({ params, searchParams }: GroupPageProps) {
  const page = readPage((await searchParams)["page"]);
  const { account, groups } = await api();
  const [me, group] = await Promise.all([
    ask(account.me()),
    ask(groups.get({ id: (await params).id.slice(0, 40), page, limit: MEMBER_PAGE_ROWS })),
  ]);
  const { id, name, source, role, createdAt, connections, rules } = group;
  const isOpen = source === "local" && me.permissions.includes("people:manage");

  return (
    <Page
      title={name}
      back={{ href: "/groups", label: "Groups" }}
      description={
        <div className="mt-1 text-sm">
          <GroupSource source={source} />
        </div>
      }
      actions={
        isOpen && (
          <Calls>
            <GroupActions key={name} group={{ id, name }} />
          </Calls>
        )
      }
    >
      <div className="space-y-4">
        {source === "idp" && (
          <Note>
            The identity provider decides who is in it. Name and people cannot be changed here; it
            can be given connections and a role like any other group.
          </Note>
        )}
        <Panel>
          <Facts>
            <Fact name="Role it gives">
              <span className="capitalize">{role}</span>
            </Fact>
            <Fact name="Connections">
              {connections.total === 0 && <span className="text-muted">None yet.</span>}
              <span className="flex flex-wrap gap-x-3 gap-y-1">
                {connections.names.map((connection) => (
                  <Link
                    key={connection}
                    href={connectionHref(connection)}
                    className="font-mono text-xs text-accent hover:underline"
                  >
                    {connection}
                  </Link>
                ))}
                {connections.total > connections.names.length && (
                  <span className="text-muted">
                    and {formatCount(connections.total - connections.names.length)} more
                  </span>
                )}
              </span>
            </Fact>
            <Fact name="Access rules">
              <RuleLinks rules={rules} />
            </Fact>
            <Fact name="Created">
              <Time at={createdAt} />
            </Fact>
          </Facts>
        </Panel>
        <MembersTable group={group} page={page} />
      </div>
    </Page>
  );
}
