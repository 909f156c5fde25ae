"use client";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@/ui/link";
import { Panel } from "@/ui/page";
import { RefusalNote } from "@/ui/refusal-note";
import { Time } from "@/ui/time";
import { refusalOf, useTRPC } from "../../../calls";
import { ForcedBadge, RequestStateBadge } from "../request-badges";
import { askedFor, type RequestDetail, requestHref } from "../request-words";

/** What this person asked for before, as far as whoever decides may see it. */
export function Earlier({ request }: { readonly request: RequestDetail }) {
  const { id, requester, connection } = request;
  const { data, error } = useQuery(useTRPC().requests.earlier.queryOptions({ id }));
  return (
    <Panel
      title="Earlier requests"
      description={`Of ${requester.name}, those on ${connection} first; only what you may see.`}
    >
      {error && <RefusalNote {...refusalOf(error)} />}
      {data?.rows.length === 0 && <p className="text-sm text-muted">None.</p>}
      <ul className="space-y-3 text-sm">
        {data?.rows.map((row) => (
          <li key={row.id} className="space-y-0.5">
            <Link
              href={requestHref(row.id)}
              className={`block truncate text-accent hover:underline ${row.kind === "action" ? "font-mono text-xs" : ""}`}
            >
              {askedFor(row)}
              {row.commandCut && " …"}
            </Link>
            <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-muted">
              <RequestStateBadge state={row.state} />
              {row.forced && <ForcedBadge />}
              <span>
                {row.connection === connection ? "here" : row.connection},{" "}
                <Time at={row.createdAt} />
              </span>
            </p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
