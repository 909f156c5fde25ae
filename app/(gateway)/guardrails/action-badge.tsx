import { Badge, type Tone } from "@/ui/badge";

const ACTIONS = {
  block: { tone: "bad", label: "Blocks" },
  "require-approval": { tone: "accent", label: "Asks for approval" },
  redact: { tone: "warn", label: "Replaces" },
  warn: { tone: "warn", label: "Warns" },
} as const satisfies Record<string, { readonly tone: Tone; readonly label: string }>;

const OUTCOMES = {
  block: { tone: "bad", label: "Blocked" },
  "require-approval": { tone: "accent", label: "Needs approval" },
  redact: { tone: "warn", label: "Replaced" },
  warn: { tone: "warn", label: "Warned of" },
  allow: { tone: "ok", label: "Let through" },
} as const satisfies Record<string, { readonly tone: Tone; readonly label: string }>;

/** What a guardrail does. */
export function ActionBadge({ action }: { readonly action: keyof typeof ACTIONS }) {
  const { tone, label } = ACTIONS[action];
  return <Badge tone={tone}>{label}</Badge>;
}

/** What became of a command, or would. */
export function OutcomeBadge({ outcome }: { readonly outcome: keyof typeof OUTCOMES }) {
  const { tone, label } = OUTCOMES[outcome];
  return <Badge tone={tone}>{label}</Badge>;
}
