import type { Outputs } from "@/server/api/root";
import { formatCount } from "@/ui/bytes";
import { Link } from "@/ui/link";
import { ruleHref } from "../../places";

interface RuleLinksProps {
  readonly rules: Outputs["groups"]["get"]["rules"];
}

/** The access rules that name a group. */
export function RuleLinks({ rules: { rows, total } }: RuleLinksProps) {
  if (total === 0) return <span className="text-muted">None.</span>;
  return (
    <span className="flex flex-wrap gap-x-3 gap-y-1">
      {rows.map(({ id, name }) => (
        <Link key={id} href={ruleHref(id)} className="break-all text-accent hover:underline">
          {name}
        </Link>
      ))}
      {total > rows.length && (
        <span className="text-muted">and {formatCount(total - rows.length)} more</span>
      )}
    </span>
  );
}
