import { counted } from "@/domain/requests/words";
import { Panel } from "@/ui/page";
import { SqlBlock } from "@/ui/sql-block";
import { OutcomeBadge } from "../../guardrails/action-badge";
import type { SessionDetail } from "./session-page";

interface GuardedReportProps {
  readonly guardrails: NonNullable<SessionDetail["guardrails"]>;
  readonly statement: string;
}

const EXCERPT_CHARACTERS_MAX = 400;

/** Which guardrails met the command, what they did, why, and at which place of it. */
export function GuardedReport({ guardrails, statement }: GuardedReportProps) {
  const { rules, leftOut } = guardrails;
  return (
    <Panel title="Guardrails" description={`${counted(rules.length, "rule")} met the command`}>
      <ul className="divide-y divide-line-soft">
        {rules.map((rule) => (
          <li key={`${rule.name} ${rule.action}`} className="space-y-1.5 py-3 first:pt-0 last:pb-0">
            <div className="flex flex-wrap items-center gap-2 text-sm">
              <OutcomeBadge outcome={rule.action} />
              <b className="font-semibold break-words">{rule.name}</b>
            </div>
            {rule.message !== "" && <p className="text-sm break-words">{rule.message}</p>}
            <ul className="text-sm text-muted">
              {rule.reasons.map((reason) => (
                <li key={reason}>{reason}</li>
              ))}
            </ul>
            <Excerpt statement={statement} start={rule.start} end={rule.end} />
          </li>
        ))}
      </ul>
      {leftOut > 0 && (
        <p className="mt-3 text-sm text-muted">
          And {counted(leftOut, "reason")} more, of which only the number was kept.
        </p>
      )}
    </Panel>
  );
}

interface ExcerptProps {
  readonly statement: string;
  readonly start: number;
  readonly end: number;
}

/** Where it is about a part of the text: that part. */
function Excerpt({ statement, start, end }: ExcerptProps) {
  const part = statement.slice(start, end);
  if (part === "" || part.length === statement.trim().length) return null;
  const shown = part.slice(0, EXCERPT_CHARACTERS_MAX);
  return <SqlBlock title="The place" sql={part.length > shown.length ? `${shown} …` : shown} />;
}
