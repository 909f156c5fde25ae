import { TriangleAlert } from "lucide-react";
import { api } from "@/server/api/caller";
import { Badge } from "@/ui/badge";
import { Fact, Facts } from "@/ui/facts";
import { Link } from "@/ui/link";
import { Note } from "@/ui/note";
import { Page, Panel } from "@/ui/page";
import { Time } from "@/ui/time";
import { ask } from "../../../ask";
import { Calls } from "../../../calls";
import { ROLE_HELP } from "../../account/role-help";
import { connectionHref, groupHref } from "../../places";
import { SOURCE_WORDS, StatusBadge } from "../person-badges";
import { UserActions } from "./user-actions";
import { UserForm } from "./user-form";

type Params = Promise<{ readonly id: string }>;

export async function generateMetadata({ params }: { params: Params }) {
  const { users } = await api();
  const { name } = await ask(users.get({ id: (await params).id.slice(0, 40) }));
  return { title: name };
}

export default async function UserPage({ params }: { params: Params }) {
  const { account, people, users } = await api();
  const [me, user, groups] = await Promise.all([
    ask(account.me()),
    ask(users.get({ id: (await params).id.slice(0, 40) })),
    ask(people.groups()),
  ]);
  const mayManage = me.permissions.includes("people:manage");
  const local = groups.rows.filter(({ source }) => source === "local").map(({ name }) => name);

  return (
    <Calls>
      <Page
        title={user.name}
        back={{ href: "/users", label: "Users" }}
        width="narrow"
        description={
          <div className="mt-1 flex flex-wrap items-center gap-2 text-sm">
            {user.email} <StatusBadge status={user.status} />
            {user.id === me.id && <Badge tone="info">you</Badge>}
          </div>
        }
        actions={mayManage && <UserActions user={user} />}
      >
        <div className="space-y-4">
          {user.conflicts.map(({ connection, text }) => (
            <Note key={connection} tone="warn">
              {text}{" "}
              <Link href={connectionHref(connection)} className="text-accent hover:underline">
                Open {connection}
              </Link>
            </Note>
          ))}
          <UserFacts user={user} />
          {mayManage && <UserForm key={JSON.stringify(user)} user={user} groups={local} />}
        </div>
      </Page>
    </Calls>
  );
}

type User = Awaited<ReturnType<Awaited<ReturnType<typeof api>>["users"]["get"]>>;

function UserFacts({ user }: { readonly user: User }) {
  const { role, memberships, identities, signIns, lastSeenAt, createdAt, linkExpiresAt } = user;
  return (
    <Panel>
      <Facts>
        <Fact name="Role">
          <span className="capitalize">{role}</span>
          <span className="block text-muted">{ROLE_HELP[role]}</span>
        </Fact>
        <Fact name="Groups">
          {memberships.length === 0 && <span className="text-muted">None yet.</span>}
          <span className="flex flex-wrap gap-1">
            {memberships.map(({ group, groupId, source }) => (
              <Link key={`${groupId} ${source}`} href={groupHref(groupId)}>
                <Badge tone={source === "idp" ? "info" : "plain"} title={GIVEN_BY[source]}>
                  {group}
                </Badge>
              </Link>
            ))}
          </span>
        </Fact>
        <Fact name="Source">{SOURCE_WORDS[user.source]}</Fact>
        <Fact name="Signs in with">
          <WaysIn user={user} />
        </Fact>
        {identities.map(({ issuer, subject }) => (
          <Fact key={`${issuer} ${subject}`} name="Identity">
            <span className="font-mono text-xs break-all">{subject}</span>
            <span className="block text-muted">{issuer}</span>
          </Fact>
        ))}
        {linkExpiresAt !== null && (
          <Fact name="One-time link">
            Not used yet; ends <Time at={linkExpiresAt} />
          </Fact>
        )}
        <Fact name="Signed in">{signIns === 0 ? "Nowhere" : `On ${devices(signIns)}`}</Fact>
        <Fact name="Last seen">{lastSeenAt === null ? "Never" : <Time at={lastSeenAt} />}</Fact>
        <Fact name="Created">
          <Time at={createdAt} />
        </Fact>
      </Facts>
    </Panel>
  );
}

const GIVEN_BY = { local: "Given by an admin", idp: "Given by the identity provider" } as const;

function devices(count: number): string {
  return count === 1 ? "1 device" : `${count} devices`;
}

function WaysIn({ user }: { readonly user: User }) {
  const { hasPassword, hasSecondFactor, identities, linkExpiresAt, source } = user;
  if (hasPassword || identities.length > 0) {
    const ways = [
      hasPassword && (hasSecondFactor ? "Password and second factor" : "Password"),
      identities.length > 0 && "Identity provider",
    ];
    return ways.filter(Boolean).join(", ");
  }
  if (source === "idp") return "Bound at the first sign-in with this verified e-mail address";
  if (linkExpiresAt !== null) return "Nothing yet: the one-time link sets the password";
  return (
    <span className="inline-flex items-center gap-1.5">
      <TriangleAlert aria-hidden className="size-4 text-warn" />
      Nothing: make a new one-time link
    </span>
  );
}
