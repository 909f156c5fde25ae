import { counted } from "@/domain/requests/words";
import { Panel } from "@/ui/page";
import { OutcomeBadge } from "../../guardrails/action-badge";
import type { SessionDetail } from "./session-page";

/** Which guardrails met the result, what they did and how often; never what they found. */
export function OutputReport({ lines }: { readonly lines: SessionDetail["outputGuarded"] }) {
  return (
    <Panel
      title="Guardrails on the result"
      description={`${counted(lines.length, "rule")} met what was returned`}
    >
      <ul className="divide-y divide-line-soft">
        {lines.map(({ ruleId, rule, action, count }) => (
          <li
            key={ruleId}
            className="flex flex-wrap items-center gap-2 py-2 text-sm first:pt-0 last:pb-0"
          >
            <OutcomeBadge outcome={action} />
            <b className="min-w-0 font-semibold break-words">{rule}</b>
            <span className="text-muted">{counted(count, "time")}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
