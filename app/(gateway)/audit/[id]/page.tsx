import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { api } from "@/server/api/caller";
import { Page, Panel } from "@/ui/page";
import { Time } from "@/ui/time";
import { ask } from "../../../ask";
import { SealBadge } from "../seal-badge";
import { Changes } from "./changes";
import { EventFacts } from "./event-facts";

export const metadata: Metadata = { title: "Audit event" };

export default async function EventPage(props: { readonly params: Promise<{ id: string }> }) {
  const { id } = await props.params;
  if (!/^\d{1,18}$/.test(id)) notFound();
  const { audit } = await api();
  const event = await ask(audit.get({ id }));
  return (
    <Page
      title={event.subject === "" ? event.event : `${event.event}: ${event.subject}`}
      back={{ href: "/audit", label: "Audit trail" }}
      description={
        <div className="mt-1 flex flex-wrap items-center gap-2 text-sm">
          <SealBadge position={event.position} />
          <span>
            by {event.actor} · <Time at={event.at} />
          </span>
        </div>
      }
    >
      <div className="space-y-4">
        <Panel title="What changed" padded={event.changes.length === 0}>
          <Changes lines={event.changes} />
        </Panel>
        <EventFacts event={event} />
      </div>
    </Page>
  );
}
