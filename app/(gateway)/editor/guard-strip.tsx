import { EyeOff, Gauge, Hand, ShieldAlert, TriangleAlert } from "lucide-react";
import { classes } from "@/ui/classes";
import type { GuardCheck } from "./use-guard-check";

const LOOKS = {
  block: { icon: ShieldAlert, tone: "text-bad", says: "Will be blocked" },
  "require-approval": { icon: Hand, tone: "text-accent", says: "Will ask for approval" },
  redact: { icon: EyeOff, tone: "text-warn", says: "Will be replaced" },
  warn: { icon: TriangleAlert, tone: "text-warn", says: "Warning" },
} as const;

const BOX =
  "max-h-28 overflow-y-auto aria-busy:[&_svg]:opacity-40 border-t border-line bg-sunken px-3 py-1.5 text-xs empty:hidden";

type Reason = GuardCheck["reasons"][number];

interface GuardStripProps {
  readonly check: GuardCheck | null;
  /** It is about the text as it was a moment ago. */
  readonly isOld: boolean;
}

/** What guardrails would say of what stands in the editor, before it is sent. */
export function GuardStrip({ check, isOld }: GuardStripProps) {
  const reasons = check === null ? [] : oneOfEach(check.reasons);
  return (
    <div role="status" aria-label="Guardrails" className="shrink-0">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
      <ul tabIndex={0} aria-busy={isOld} className={BOX}>
        {reasons.map((reason) => (
          <Line key={`${reason.rule} ${reason.because} ${reason.statement}`} reason={reason} />
        ))}
        {check?.leftToTarget.map((rule) => (
          <li key={rule} className="flex items-start gap-1.5 py-0.5">
            <Gauge aria-hidden className="mt-0.5 size-3.5 shrink-0 text-muted" />
            <span className="min-w-0 break-words">
              {rule}{" "}
              <span className="text-muted">asks the target for a plan before this runs.</span>
            </span>
          </li>
        ))}
        {check?.canBeApproved === false && (
          <li className="py-0.5 text-bad">
            No access rule takes it, so nobody could approve it: it will be refused.
          </li>
        )}
      </ul>
    </div>
  );
}

function Line({ reason }: { readonly reason: Reason }) {
  const { icon: Icon, tone, says } = LOOKS[reason.action];
  return (
    <li className="flex items-start gap-1.5 py-0.5">
      <Icon aria-hidden className={classes("mt-0.5 size-3.5 shrink-0", tone)} />
      <span className="min-w-0 break-words">
        <b className={classes("font-semibold", tone)}>{says}</b> by {reason.rule}: {reason.message}{" "}
        {reason.sentence} <span className="text-muted">{reason.instead}</span>
      </span>
    </li>
  );
}

/** What says most of each rule, once however many statements it is of. */
function oneOfEach(reasons: readonly Reason[]): readonly Reason[] {
  const seen = new Set<string>();
  return reasons.filter(({ rule, sentence, isTelling }) => {
    if (!isTelling) return false;
    const key = `${rule} ${sentence}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
