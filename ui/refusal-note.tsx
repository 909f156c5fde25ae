import { CircleAlert } from "lucide-react";

export interface RefusalNoteProps {
  /** Which: stable and searchable. */
  readonly code: string;
  /** Why, in words of the product. */
  readonly because: string;
  /** What now. */
  readonly next: string;
}

/** An explained no: which, why, and what to do now. */
export function RefusalNote({ code, because, next }: RefusalNoteProps) {
  return (
    <div
      role="alert"
      className="flex items-start gap-2.5 rounded-md border border-bad-line bg-bad-soft px-3 py-2.5 text-sm"
    >
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-bad" />
      <div className="min-w-0 flex-1">
        <p className="font-medium break-words text-ink">{because}</p>
        <p className="mt-0.5 text-muted">{next}</p>
        <p className="mt-1 font-mono text-2xs tracking-wide text-muted">{code}</p>
      </div>
    </div>
  );
}
