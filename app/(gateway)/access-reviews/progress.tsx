import type { Outputs } from "@/server/api/root";
import { formatCount } from "@/ui/bytes";

type Counts = Outputs["reviews"]["get"]["counts"];

/** How many are decided: kept in green, revoked in red, the rest still empty. */
export function Progress({ counts }: { readonly counts: Counts }) {
  const { kept, revoked, people, byRole } = counts;
  const all = people - byRole;
  const share = (part: number) => `${all === 0 ? 0 : (100 * part) / all}%`;
  return (
    <span className="inline-flex items-center gap-2">
      <span aria-hidden className="flex h-1.5 w-20 overflow-hidden rounded-full bg-pressed">
        <span className="bg-ok-dot" style={{ width: share(kept) }} />
        <span className="bg-bad-solid" style={{ width: share(revoked) }} />
      </span>
      <span className="tabular whitespace-nowrap text-muted">
        {formatCount(kept + revoked)} of {formatCount(all)}
      </span>
    </span>
  );
}
