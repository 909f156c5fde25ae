"use client";
import { Plus, ShieldCheck } from "lucide-react";
import type { Outputs } from "@/server/api/root";
import { AddressSearch } from "@/ui/address-search";
import { Badge } from "@/ui/badge";
import { ButtonLink } from "@/ui/button";
import { columnsFor, DataTable } from "@/ui/data-table";
import { Empty } from "@/ui/empty";
import { Pager } from "@/ui/pager";
import { ruleHref } from "../places";
import { PAGE_ROWS, type RulesFilter, rulesAddress } from "./filter";
import { RuleKindBadge } from "./kind-badge";
import { RuleSwitch } from "./rule-switch";

type List = Outputs["accessRules"]["list"];
type Row = List["rows"][number];
const column = columnsFor<Row>();

const columns = [
  column.accessor("name", {
    header: "Name",
    meta: { place: "title" },
    cell: ({ row: { original } }) => (
      <span className="block max-w-[min(18rem,70vw)] truncate" title={original.name}>
        {original.name}
      </span>
    ),
  }),
  column.accessor("kind", {
    header: "Kind",
    cell: (c) => <RuleKindBadge kind={c.getValue()} />,
  }),
  column.accessor("sentence", {
    header: "What it means",
    cell: ({ row: { original } }) => <Meaning rule={original} />,
  }),
];

function Meaning({ rule }: { readonly rule: Row }) {
  return (
    <span className="block max-w-xl break-words">
      {rule.sentence}
      {rule.faults.length > 0 && (
        <span className="mt-1 block">
          <Badge tone="warn">Nobody can satisfy it</Badge>{" "}
          <span className="text-xs text-muted">{rule.faults.join(" ")}</span>
        </span>
      )}
    </span>
  );
}

function columnsOf(mayManage: boolean) {
  const enabled = column.accessor("enabled", {
    header: "In force",
    cell: ({ row: { original } }) => {
      if (mayManage) return <RuleSwitch rule={original} />;
      return original.enabled ? <Badge tone="ok">Yes</Badge> : <Badge>Switched off</Badge>;
    },
  });
  return [...columns, enabled];
}
const COLUMNS = { manager: columnsOf(true), reader: columnsOf(false) } as const;

interface RulesTableProps {
  readonly filter: RulesFilter;
  readonly list: List;
  readonly mayManage: boolean;
}

export function RulesTable({ filter, list, mayManage }: RulesTableProps) {
  const isSearched = filter.text !== "";
  const isSomewhere = isSearched || filter.page > 1;
  return (
    <>
      {(list.total > 0 || isSearched) && (
        <div className="mb-3">
          <AddressSearch
            label="Search access rules"
            placeholder="Name, description"
            value={filter.text}
            addressOf={(text) => rulesAddress({ text, page: 1 })}
          />
        </div>
      )}
      <DataTable
        label="Access rules"
        columns={mayManage ? COLUMNS.manager : COLUMNS.reader}
        rows={list.rows}
        rowKey={(row) => row.id}
        rowHref={(row) => ruleHref(row.id)}
        sortable={false}
        empty={isSomewhere ? <NothingFound /> : <NoRules mayManage={mayManage} />}
        footer={
          list.total > 0 && (
            <Pager
              page={filter.page}
              pageRows={PAGE_ROWS}
              total={list.total}
              words={["rule", "rules"]}
              hrefOf={(page) => rulesAddress({ ...filter, page })}
            />
          )
        }
      />
    </>
  );
}

function NothingFound() {
  return (
    <Empty
      icon={ShieldCheck}
      title="No rule matches."
      action={<ButtonLink href="/access-rules">Show all</ButtonLink>}
    />
  );
}

function NoRules({ mayManage }: { readonly mayManage: boolean }) {
  return (
    <Empty
      icon={ShieldCheck}
      title="There is no access rule yet."
      {...(mayManage && {
        action: (
          <ButtonLink href="/access-rules/new" variant="primary" icon={Plus}>
            New rule
          </ButtonLink>
        ),
      })}
    >
      Whoever may use a connection uses it without asking. A rule says who asks whom first.
    </Empty>
  );
}
