import type { RequestKind } from "@/domain/requests/request";
import { Badge } from "@/ui/badge";

const KINDS = {
  action: ["accent", "Action", "Each command is approved"],
  jit: ["info", "JIT", "A window of time is approved"],
} as const;

/** What a rule lets be approved. */
export function RuleKindBadge({ kind }: { readonly kind: RequestKind }) {
  const [tone, word, title] = KINDS[kind];
  return (
    <Badge tone={tone} title={title}>
      {word}
    </Badge>
  );
}
