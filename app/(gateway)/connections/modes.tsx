import type { AccessMode } from "@/domain/connections/connection";
import { Badge } from "@/ui/badge";

export const MODE_WORDS: Record<AccessMode, { readonly name: string; readonly help: string }> = {
  web: { name: "Web", help: "The query editor, one-offs from the terminal, and the API." },
  native: { name: "Native", help: "psql, DBeaver and other clients of people's own." },
  runbooks: { name: "Runbooks", help: "Reviewed templates with typed parameters." },
};

/** In the order people use them. */
export const MODES_SHOWN: readonly AccessMode[] = ["web", "native", "runbooks"];

interface ModesProps {
  readonly modes: readonly AccessMode[];
  readonly readOnly: boolean;
}

export function Modes({ modes, readOnly }: ModesProps) {
  return (
    <span className="flex flex-wrap gap-1">
      {modes.length === 0 && <Badge tone="warn">All ways off</Badge>}
      {MODES_SHOWN.filter((mode) => modes.includes(mode)).map((mode) => (
        <Badge key={mode}>{MODE_WORDS[mode].name}</Badge>
      ))}
      {readOnly && <Badge tone="info">Read-only</Badge>}
    </span>
  );
}
