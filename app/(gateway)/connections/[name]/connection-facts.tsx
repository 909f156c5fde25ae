import { History } from "lucide-react";
import type { DatabaseSettings } from "@/domain/connections/database-settings";
import type { Outputs } from "@/server/api/root";
import { Badge, MaskBadge, OnlineDot } from "@/ui/badge";
import { ButtonLink } from "@/ui/button";
import { Bytes, Count } from "@/ui/bytes";
import { formatDuration } from "@/ui/duration";
import { Fact, Facts } from "@/ui/facts";
import { Note } from "@/ui/note";
import { Panel } from "@/ui/page";
import { Time } from "@/ui/time";
import { sessionsHref } from "../../places";
import { Modes } from "../modes";
import { Tags } from "../tags";

type Detail = Outputs["connections"]["get"];
const MS = 1000;

export function ConnectionFacts({ connection }: { readonly connection: Detail }) {
  const { description, tags, modes, readOnly, agent, limits, masking } = connection;
  return (
    <div className="space-y-4">
      {!agent.online && (
        <Note tone="warn">
          The agent <b>{agent.name}</b> is offline, so nothing can run here. It reconnects by itself
          once it is started.
        </Note>
      )}
      {description && <p className="max-w-3xl">{description}</p>}
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <Panel title="Access">
          <Facts>
            <Fact name="Who may use it">
              <WhoMay groups={connection.accessGroups} />
            </Fact>
            <Fact name="Ways in">
              <Modes modes={modes} readOnly={readOnly} />
            </Fact>
            <Fact name="Effect preview">{connection.previewAllowed ? "On" : "Off"}</Fact>
            <Fact name="Tags">
              <Tags tags={tags} />
            </Fact>
          </Facts>
        </Panel>
        <Panel title="Limits of a session">
          <Facts>
            <Fact name="Rows">
              <Count count={limits.rowsMax} />
            </Fact>
            <Fact name="Bytes">
              <Bytes bytes={limits.bytesMax} />
            </Fact>
            <Fact name="Time">{formatDuration(limits.durationSecondsMax * MS)}</Fact>
          </Facts>
        </Panel>
        <Panel title="Masking" description="Done in the agent, before anything leaves its network.">
          <div className="flex flex-wrap gap-1">
            {masking.detectors.map((kind) => (
              <MaskBadge key={kind} kind={kind} />
            ))}
            {masking.detectors.length === 0 && "No detector is on."}
          </div>
        </Panel>
        <Panel
          title="Target"
          actions={
            <ButtonLink href={sessionsHref(connection.name)} size="sm" icon={History}>
              Sessions on it
            </ButtonLink>
          }
        >
          <TargetFacts connection={connection} />
        </Panel>
      </div>
    </div>
  );
}

function WhoMay({ groups }: { readonly groups: Detail["accessGroups"] }) {
  if (groups === null) return "You, through one of your groups";
  if (groups.length === 0) return <Badge tone="warn">Nobody but admins</Badge>;
  return (
    <span className="flex flex-wrap gap-1">
      {groups.map((group) => (
        <Badge key={group} tone="accent">
          {group}
        </Badge>
      ))}
      <span className="text-sm text-muted">and admins</span>
    </span>
  );
}

const TLS_WORDS = {
  disable: "Off",
  require: "Encrypted, authority not checked",
  "verify-full": "Encrypted, authority and name checked",
} as const;

/** A socket's folder is a path, and a path swallows what stands after it. */
function addressOf({ host, port, database }: DatabaseSettings): string {
  return host.startsWith("/")
    ? `${database} on ${host}, port ${port}`
    : `${host}:${port}/${database}`;
}

function TargetFacts({ connection }: { readonly connection: Detail }) {
  const { agent, manage } = connection;
  return (
    <Facts>
      <Fact name="Agent">
        <OnlineDot online={agent.online} label={agent.name} />
      </Fact>
      {manage && (
        <>
          <Fact name="Address">
            <code className="font-mono text-sm break-all">{addressOf(manage.settings)}</code>
          </Fact>
          <Fact name="Signs in as">
            <code className="font-mono text-sm">{manage.settings.username}</code>
          </Fact>
          <Fact name="TLS">{TLS_WORDS[manage.settings.tls]}</Fact>
          <Fact name="Changed">
            <Time at={manage.updatedAt} />{" "}
            <span className="text-muted">(version {connection.version})</span>
          </Fact>
        </>
      )}
    </Facts>
  );
}
