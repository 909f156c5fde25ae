import { CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { classes } from "./classes";

const TONES = {
  info: ["border-info-line bg-info-soft", "text-info", Info],
  ok: ["border-ok-line bg-ok-soft", "text-ok", CircleCheck],
  warn: ["border-warn-line bg-warn-soft", "text-warn", TriangleAlert],
} as const;

export interface NoteProps {
  readonly tone?: keyof typeof TONES;
  readonly children: ReactNode;
}

/** Something to know that is no refusal. `ok` and `warn` are announced when they appear. */
export function Note({ tone = "info", children }: NoteProps) {
  const [box, colour, Icon] = TONES[tone];
  return (
    <div
      role={tone === "info" ? undefined : "status"}
      className={classes("flex items-start gap-2.5 rounded-md border px-3 py-2.5 text-sm", box)}
    >
      <Icon aria-hidden className={classes("mt-0.5 size-4 shrink-0", colour)} />
      <div className="min-w-0 flex-1 break-words">{children}</div>
    </div>
  );
}
