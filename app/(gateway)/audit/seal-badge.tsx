import { Link2 } from "lucide-react";
import { Badge } from "@/ui/badge";
import { formatCount } from "@/ui/bytes";

/** The place of an event in the hash chain, or that it has none yet. */
export function SealBadge({ position }: { readonly position: number | null }) {
  if (position === null) {
    return (
      <Badge tone="warn" title="Written, not yet part of the hash chain: within a second it is.">
        Not sealed yet
      </Badge>
    );
  }
  return (
    <Badge tone="ok" title="Part of the hash chain at this position.">
      <Link2 aria-hidden className="size-3" />
      <span className="tabular">{formatCount(position)}</span>
    </Badge>
  );
}
