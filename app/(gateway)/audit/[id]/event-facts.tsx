import type { Outputs } from "@/server/api/root";
import { Fact, Facts } from "@/ui/facts";
import { Link } from "@/ui/link";
import { Panel } from "@/ui/page";
import { Time } from "@/ui/time";
import { auditAddress, readFilter } from "../filter";

export function EventFacts({ event }: { readonly event: Outputs["audit"]["get"] }) {
  const { id, actor, actorId, subject, origin, at, position, sealedAt, hash } = event;
  return (
    <Panel title="Facts">
      <Facts>
        <Fact name="Event">
          <Filtered by={{ event: event.event }}>{event.event}</Filtered>
          <span className="text-muted"> number {id}</span>
        </Fact>
        <Fact name="Who">
          <Filtered by={{ actor }}>{actor}</Filtered>
          {actorId !== null && <code className="ml-2 font-mono text-xs text-muted">{actorId}</code>}
        </Fact>
        {subject !== "" && (
          <Fact name="Subject">
            <Filtered by={{ subject }}>{subject}</Filtered>
          </Fact>
        )}
        <Fact name="When">
          <Time at={at} exact />
        </Fact>
        {origin !== "" && <Fact name="Origin">{origin}</Fact>}
        <Fact name="Sealed">
          {sealedAt === null ? "Not yet" : <Time at={sealedAt} exact />}
          {position !== null && <span className="text-muted"> at position {position}</span>}
          {hash !== null && (
            <code className="block font-mono text-2xs break-all text-muted">{hash}</code>
          )}
        </Fact>
      </Facts>
    </Panel>
  );
}

interface FilteredProps {
  readonly by: Readonly<Record<string, string>>;
  readonly children: string;
}

/** Leads to all events that have this in common. */
function Filtered({ by, children }: FilteredProps) {
  return (
    <Link href={auditAddress(readFilter(by))} className="text-accent underline underline-offset-2">
      {children}
    </Link>
  );
}
