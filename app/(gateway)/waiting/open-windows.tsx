import { Hourglass } from "lucide-react";
import { classes } from "@/ui/classes";
import { Countdown } from "@/ui/countdown";
import { Link } from "@/ui/link";
import type { OpenWindow } from "./watch-waiting";

interface OpenWindowsProps {
  readonly windows: readonly OpenWindow[];
  readonly place: "top" | "side";
}

/** The window that closes first and the time it has left, on every page; nothing where none is open. */
export function OpenWindows({ windows, place }: OpenWindowsProps) {
  const [first, ...others] = windows;
  if (first === undefined) return null;
  const isSide = place === "side";
  const href =
    others.length === 0
      ? `/access-requests/${first.id}`
      : "/access-requests?box=mine&state=approved&kind=jit";
  return (
    <Link
      href={href}
      aria-label={`Window on ${first.connection}${others.length === 0 ? "" : ` and ${others.length} more`}`}
      className={classes(
        "flex items-center gap-1.5 rounded-full border border-ok-line bg-ok-soft px-2.5 text-xs font-medium text-ok",
        isSide ? "mt-2 h-7" : "h-7 max-w-40",
      )}
    >
      <Hourglass aria-hidden className="size-3.5 shrink-0" />
      <span className="min-w-0 flex-1 truncate">
        {first.connection}
        {others.length > 0 && ` +${others.length}`}
      </span>
      <Countdown until={first.endsAt} />
    </Link>
  );
}
