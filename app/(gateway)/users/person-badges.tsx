import type { UserStatus } from "@/domain/people/user";
import { Badge } from "@/ui/badge";

export function StatusBadge({ status }: { readonly status: UserStatus }) {
  return status === "active" ? <Badge tone="ok">Active</Badge> : <Badge>Inactive</Badge>;
}

export const SOURCE_WORDS = { local: "Local", idp: "Identity provider" } as const;

interface GroupBadgesProps {
  readonly groups: readonly string[];
  readonly shownMax: number;
}

/** The first groups of somebody, and how many more there are. */
export function GroupBadges({ groups, shownMax }: GroupBadgesProps) {
  if (groups.length === 0) return <span className="text-faint">–</span>;
  const more = groups.slice(shownMax);
  return (
    <span className="inline-flex items-center gap-1">
      {groups.slice(0, shownMax).map((group) => (
        <Badge key={group}>
          <span className="max-w-28 truncate">{group}</span>
        </Badge>
      ))}
      {more.length > 0 && (
        <span className="text-xs text-muted" title={more.join(", ")}>
          +{more.length}
        </span>
      )}
    </span>
  );
}
