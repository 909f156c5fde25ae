import type { ReactNode } from "react";
import { formatCount } from "./bytes";
import { classes } from "./classes";

const TONES = {
  plain: "bg-sunken text-muted border-line",
  accent: "bg-accent-soft text-accent border-accent-line",
  ok: "bg-ok-soft text-ok border-ok-line",
  warn: "bg-warn-soft text-warn border-warn-line",
  bad: "bg-bad-soft text-bad border-bad-line",
  info: "bg-info-soft text-info border-info-line",
  mask: "bg-mask-soft text-mask border-mask-line",
} as const;
export type Tone = keyof typeof TONES;

export interface BadgeProps {
  readonly tone?: Tone;
  readonly title?: string;
  readonly children: ReactNode;
}

export function Badge({ tone = "plain", title, children }: BadgeProps) {
  return (
    <span
      title={title}
      className={classes(
        "inline-flex items-center gap-1 rounded border px-1.5 text-xs font-medium whitespace-nowrap",
        TONES[tone],
      )}
    >
      {children}
    </span>
  );
}

const STATES = {
  held: ["info", "Held"],
  running: ["accent", "Running"],
  done: ["ok", "Done"],
  failed: ["bad", "Failed"],
  blocked: ["bad", "Blocked"],
  cancelled: ["plain", "Cancelled"],
  ended: ["warn", "Ended"],
  interrupted: ["warn", "Interrupted"],
} as const satisfies Record<string, readonly [Tone, string]>;
export type ShownState = keyof typeof STATES;

/** The state of a session, in a word and a colour. */
export function StateBadge({ state }: { readonly state: ShownState }) {
  const [tone, word] = STATES[state];
  return (
    <Badge tone={tone}>
      {state === "running" && (
        <span aria-hidden className="size-1.5 animate-pulse rounded-full bg-current" />
      )}
      {word}
    </Badge>
  );
}

const KINDS = { postgres: "PostgreSQL", mysql: "MySQL" } as const;

/** What a connection speaks. */
export function KindBadge({ kind }: { readonly kind: keyof typeof KINDS }) {
  return <Badge>{KINDS[kind]}</Badge>;
}

const RISKS = {
  low: ["plain", "Low"],
  medium: ["warn", "Medium"],
  high: ["bad", "High"],
} as const satisfies Record<string, readonly [Tone, string]>;

export function RiskBadge({ risk }: { readonly risk: keyof typeof RISKS }) {
  const [tone, word] = RISKS[risk];
  return <Badge tone={tone}>{word} risk</Badge>;
}

/** `[EMAIL] 12`: how many values of one kind were masked. */
export function MaskBadge({ kind, count }: { readonly kind: string; readonly count?: number }) {
  return (
    <Badge tone="mask">
      {kind.toUpperCase()}
      {count !== undefined && <span className="tabular font-normal">{formatCount(count)}</span>}
    </Badge>
  );
}

export interface OnlineDotProps {
  readonly online: boolean;
  /** What is said beside the dot; "Online" or "Offline" when not given. */
  readonly label?: ReactNode;
}

/** Filled is online, hollow is offline: the shape says it without the colour. */
export function OnlineDot({ online, label }: OnlineDotProps) {
  const word = online ? "Online" : "Offline";
  return (
    <span className="inline-flex min-w-0 items-center gap-1.5">
      <span
        aria-hidden
        className={classes(
          "size-2 shrink-0 rounded-full",
          online ? "bg-ok-dot" : "border-[1.5px] border-faint",
        )}
      />
      {label === undefined ? (
        word
      ) : (
        <>
          <span className="truncate" title={word}>
            {label}
          </span>
          <span className="sr-only">({word})</span>
        </>
      )}
    </span>
  );
}
