import { INTEGRATION_KINDS, type IntegrationKind } from "@/domain/integrations/integration";
import type { Outputs } from "@/server/api/root";
import { Badge } from "@/ui/badge";
import { ButtonLink } from "@/ui/button";
import { Link } from "@/ui/link";
import { Time } from "@/ui/time";
import { integrationHref } from "../places";
import { DeliveryBadge } from "./delivery-words";
import { KIND_WORDS } from "./kinds";

export type IntegrationRow = Outputs["integrations"]["list"]["rows"][number];

interface IntegrationCardsProps {
  readonly rows: readonly IntegrationRow[];
  readonly mayManage: boolean;
}

/** Every kind there is with what is set up of it: a kind without any says what it would be for. */
export function IntegrationCards({ rows, mayManage }: IntegrationCardsProps) {
  return (
    <div className="space-y-6">
      {INTEGRATION_KINDS.map((kind) => (
        <KindSection
          key={kind}
          kind={kind}
          rows={rows.filter((row) => row.kind === kind)}
          mayManage={mayManage}
        />
      ))}
    </div>
  );
}

function KindSection({ kind, rows, mayManage }: IntegrationCardsProps & { kind: IntegrationKind }) {
  const { name, help, icon: Icon } = KIND_WORDS[kind];
  return (
    <section aria-labelledby={`kind-${kind}`}>
      <div className="mb-2 flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div className="flex min-w-0 items-center gap-2.5">
          <Icon aria-hidden className="size-5 shrink-0 text-muted" />
          <div className="min-w-0">
            <h2 id={`kind-${kind}`} className="text-base font-semibold">
              {name}
            </h2>
            <p className="text-sm text-muted">{help}</p>
          </div>
        </div>
        {mayManage && (
          <ButtonLink size="sm" href={`/integrations/new/${kind}`} aria-label={`Add ${name}`}>
            Add
          </ButtonLink>
        )}
      </div>
      {rows.length === 0 ? (
        <p className="rounded-lg border border-dashed border-line px-4 py-3 text-sm text-muted">
          Not set up.
        </p>
      ) : (
        <ul className="grid gap-3 sm:grid-cols-2">
          {rows.map((row) => (
            <IntegrationCard key={row.id} row={row} />
          ))}
        </ul>
      )}
    </section>
  );
}

function IntegrationCard({ row }: { readonly row: IntegrationRow }) {
  const { id, name, enabled, everyRequest, lastDelivery } = row;
  return (
    <li>
      <Link
        href={integrationHref(id)}
        className="block h-full rounded-lg border border-line bg-surface px-4 py-3 shadow-low hover:bg-hover"
      >
        <span className="flex flex-wrap items-center justify-between gap-2">
          <span className="min-w-0 font-medium break-words">{name}</span>
          <Badge tone={enabled ? "ok" : "plain"}>{enabled ? "On" : "Off"}</Badge>
        </span>
        <span className="mt-1 block text-sm text-muted">
          {everyRequest
            ? "Told of every request whose rules name no integration"
            : "Told where a rule names it"}
        </span>
        <span className="mt-2 flex flex-wrap items-center gap-2 text-sm text-muted">
          {lastDelivery === null ? (
            "Nothing was sent yet."
          ) : (
            <>
              <DeliveryBadge state={lastDelivery.state} />
              <Time at={lastDelivery.toldAt ?? lastDelivery.createdAt} />
            </>
          )}
        </span>
      </Link>
    </li>
  );
}
