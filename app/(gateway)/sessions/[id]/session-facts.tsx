import { Bytes, Count } from "@/ui/bytes";
import { Duration } from "@/ui/duration";
import { Fact, Facts } from "@/ui/facts";
import { Link } from "@/ui/link";
import { Panel } from "@/ui/page";
import { Time } from "@/ui/time";
import type { SessionView } from "../../../stream/session-view";
import { requestHref } from "../../access-requests/request-words";
import { connectionHref } from "../../places";
import type { SessionDetail } from "./session-page";

interface SessionFactsProps {
  readonly session: SessionDetail;
  readonly view: SessionView;
  readonly isConnectionSeen: boolean;
}

export function SessionFacts({ session, view, isConnectionSeen }: SessionFactsProps) {
  const { id, owner, connection, mode, verb, startedAt, endedAt, recording } = session;
  const { riskReasons, agentName, correlationId, origin } = session;
  return (
    <Panel title="Facts">
      <Facts>
        <Fact name="Id">
          <code className="font-mono text-xs break-all">{id}</code>
        </Fact>
        <Fact name="Who">
          {owner.name} <span className="text-muted">{owner.email}</span>
        </Fact>
        <Fact name="Connection">
          {isConnectionSeen ? (
            <Link href={connectionHref(connection)} className="text-accent hover:underline">
              {connection}
            </Link>
          ) : (
            connection
          )}
        </Fact>
        <Fact name="Way">
          {verb} over {mode}
        </Fact>
        {session.request !== null && (
          <Fact name="Request">
            <Link
              href={requestHref(session.request.id)}
              className="font-mono text-xs break-all text-accent hover:underline"
            >
              {session.request.id}
            </Link>
          </Fact>
        )}
        <Fact name="Started">
          <Time at={startedAt} exact />
        </Fact>
        <Fact name="Ended">{endedAt === null ? "Not yet" : <Time at={endedAt} exact />}</Fact>
        <Fact name="Duration">
          <Duration durationMs={session.durationMs} />
        </Fact>
        <Fact name="Result">
          <Count count={session.rows} /> {session.rows === 1 ? "row" : "rows"},{" "}
          <Bytes bytes={session.bytes} />
        </Fact>
        <Fact name="Risk">
          {riskReasons.length === 0
            ? `${session.risk}`
            : `${session.risk}: ${riskReasons.join("; ")}`}
        </Fact>
        {agentName !== null && <Fact name="Agent">{agentName}</Fact>}
        {correlationId !== null && <Fact name="Correlation id">{correlationId}</Fact>}
        {origin !== "" && <Fact name="Origin">{origin}</Fact>}
        <Fact name="Recording">
          <RecordingFacts recording={recording} view={view} />
        </Fact>
      </Facts>
    </Panel>
  );
}

function RecordingFacts({
  recording,
  view,
}: Pick<SessionDetail, "recording"> & { readonly view: SessionView }) {
  if (recording === null) return "None: it was refused before anything could run.";
  const { records, bytes, head, closedAt } = recording;
  return (
    <>
      {closedAt === null ? (
        "Being written"
      ) : (
        <>
          <Count count={records} /> records, <Bytes bytes={bytes} />
        </>
      )}
      {head !== null && (
        <code
          title="Head of the hash chain"
          className="block font-mono text-2xs break-all text-muted"
        >
          {head}
        </code>
      )}
      {view.isOver && view.lost === null && (
        <span className="block text-ok">
          The chain was checked while this page read it: all <Count count={view.records} /> records
          are there and unchanged.
        </span>
      )}
    </>
  );
}
