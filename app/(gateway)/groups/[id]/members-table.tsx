"use client";
import { UserPlus } from "lucide-react";
import type { Outputs } from "@/server/api/root";
import { ButtonLink } from "@/ui/button";
import { columnsFor, DataTable } from "@/ui/data-table";
import { Empty } from "@/ui/empty";
import { Pager } from "@/ui/pager";
import { Time } from "@/ui/time";
import { groupHref, userHref } from "../../places";
import { StatusBadge } from "../../users/person-badges";
import { MEMBER_PAGE_ROWS } from "../filter";

type Group = Outputs["groups"]["get"];
type Row = Group["members"]["rows"][number];
const column = columnsFor<Row>();

const columns = [
  column.accessor("name", { header: "Name", meta: { place: "title" } }),
  column.accessor("email", { header: "E-mail" }),
  column.accessor("status", {
    header: "Status",
    cell: (c) => <StatusBadge status={c.getValue()} />,
  }),
  column.accessor("sources", {
    header: "Given by",
    cell: (c) =>
      c
        .getValue()
        .map((source) => GIVEN_BY[source])
        .join(", "),
  }),
  column.accessor("lastSeenAt", {
    header: "Last seen",
    cell: (c) => {
      const at = c.getValue();
      return at === null ? <span className="text-muted">never</span> : <Time at={at} />;
    },
  }),
];
const GIVEN_BY = { local: "Admin", idp: "Identity provider" } as const;

interface MembersTableProps {
  readonly group: Group;
  readonly page: number;
}

export function MembersTable({ group, page }: MembersTableProps) {
  const { id, members, source } = group;
  return (
    <DataTable
      label="People in the group"
      columns={columns}
      rows={members.rows}
      rowKey={(row) => row.id}
      rowHref={(row) => userHref(row.id)}
      sortable={false}
      empty={
        <Empty
          icon={UserPlus}
          title={members.total > 0 ? "This page is past the end." : "Nobody is in this group yet."}
          action={source === "local" && <ButtonLink href="/users">Choose people</ButtonLink>}
        >
          {source === "local"
            ? "Choose people on the Users page and edit their groups."
            : "The identity provider puts people here when they sign in."}
        </Empty>
      }
      footer={
        members.total > 0 && (
          <Pager
            page={page}
            pageRows={MEMBER_PAGE_ROWS}
            total={members.total}
            words={["person", "people"]}
            hrefOf={(next) => `${groupHref(id)}?page=${next}`}
          />
        )
      }
    />
  );
}
