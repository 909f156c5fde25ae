import { formatDuration } from "@/ui/duration";
import { Fact, Facts } from "@/ui/facts";
import { Link } from "@/ui/link";
import { Panel } from "@/ui/page";
import { Time } from "@/ui/time";
import { connectionHref } from "../../places";
import { type RequestDetail, requestHref } from "../request-words";
import { ceilingWords } from "../row-ceiling";
import type { Reader } from "./request-page";

interface RequestFactsProps {
  readonly request: RequestDetail;
  readonly reader: Reader;
}

const LINK = "text-accent hover:underline";

export function RequestFacts({ request, reader }: RequestFactsProps) {
  const { id, requester, connection, durationSeconds, affectedRowsMax, refersToId } = request;
  const { createdAt, approvedAt, endsAt, endedAt } = request;
  return (
    <Panel title="Facts">
      <Facts>
        <Fact name="Who">
          {requester.name} <span className="text-muted">{requester.email}</span>
        </Fact>
        <Fact name="Connection">
          {reader.seesConnections ? (
            <Link href={connectionHref(connection)} className={LINK}>
              {connection}
            </Link>
          ) : (
            connection
          )}
        </Fact>
        {durationSeconds !== null && (
          <Fact name="For how long">{formatDuration(durationSeconds * 1_000)}</Fact>
        )}
        {affectedRowsMax !== null && (
          <Fact name="Row ceiling">{ceilingWords(affectedRowsMax)}</Fact>
        )}
        <Fact name="Asked">
          <Time at={createdAt} exact />
        </Fact>
        {approvedAt !== null && (
          <Fact name="Approved">
            <Time at={approvedAt} exact />
          </Fact>
        )}
        {endsAt !== null && (
          <Fact name="Window until">
            <Time at={endsAt} exact />
          </Fact>
        )}
        {endedAt !== null && (
          <Fact name="Ended">
            <Time at={endedAt} exact />
          </Fact>
        )}
        {refersToId !== null && (
          <Fact name="More time for">
            <Link href={requestHref(refersToId)} className={LINK}>
              an earlier window
            </Link>
          </Fact>
        )}
        <SessionFact request={request} reader={reader} />
        <Fact name="Id">
          <code className="font-mono text-xs break-all">{id}</code>
        </Fact>
      </Facts>
    </Panel>
  );
}

/** What became of it: the session that it was held in and ran in. */
function SessionFact({ request: { sessionId, isOwn }, reader }: RequestFactsProps) {
  if (sessionId === null || !(reader.seesSessions && (isOwn || reader.seesAllSessions)))
    return null;
  return (
    <Fact name="Session">
      <Link href={`/sessions/${sessionId}`} className={LINK}>
        Open the session
      </Link>
    </Fact>
  );
}
