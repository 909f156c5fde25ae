import { Badge } from "@/ui/badge";
import { Panel } from "@/ui/page";
import type { SessionDetail } from "./session-page";

/** Which masking rules had a say in the session, and which of them did not mask its owner. */
export function MaskingReport({ rules }: { readonly rules: SessionDetail["maskedBy"] }) {
  return (
    <Panel title="Masking rules" description="As they were when it ran, in their order">
      <ul className="divide-y divide-line-soft">
        {rules.map(({ id, name, isExempt }) => (
          <li
            key={id}
            className="flex flex-wrap items-center gap-2 py-2 text-sm first:pt-0 last:pb-0"
          >
            {isExempt ? <Badge tone="warn">Exempt</Badge> : <Badge tone="ok">In force</Badge>}
            <b className="min-w-0 font-semibold break-words">{name}</b>
            {isExempt && (
              <span className="text-muted">did not mask its owner; recorded as they saw it</span>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
