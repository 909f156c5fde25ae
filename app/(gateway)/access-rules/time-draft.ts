import { counted } from "@/domain/requests/words";

const UNITS = { minutes: 60, hours: 3_600, days: 86_400 } as const;
export type TimeUnit = keyof typeof UNITS;
export const TIME_UNITS = Object.keys(UNITS) as TimeUnit[];

/** A time as it is chosen: one of the usual ones, or a number and its unit as typed. */
export interface TimeDraft {
  /** Seconds, as text; `custom` when none of the usual ones. */
  readonly choice: string;
  readonly amount: string;
  readonly unit: TimeUnit;
}

export const TIMEOUT_CHOICES = [300, 1_800, 3_600] as const;
export const DURATION_CHOICES = [3_600, 28_800, 86_400, 172_800] as const;

export function timeDraftOf(seconds: number, usual: readonly number[]): TimeDraft {
  const whole = (["days", "hours"] as const).find((unit) => seconds % UNITS[unit] === 0);
  const unit = whole ?? "minutes";
  const choice = usual.includes(seconds) ? String(seconds) : "custom";
  return { choice, amount: String(seconds / UNITS[unit]), unit };
}

/** What is typed, in seconds; not a number while it is none. */
export function secondsOf({ choice, amount, unit }: TimeDraft): number {
  if (choice !== "custom") return Number(choice);
  return amount.trim() === "" ? Number.NaN : Number(amount) * UNITS[unit];
}

/** The chosen time as the start of what is typed instead. */
export function chooseTime(draft: TimeDraft, choice: string): TimeDraft {
  if (choice !== "custom" || draft.choice === "custom") return { ...draft, choice };
  return { ...timeDraftOf(Number(draft.choice), []), choice };
}

export function choicesOf(usual: readonly number[]) {
  const words = (seconds: number) =>
    seconds < UNITS.hours
      ? counted(seconds / UNITS.minutes, "minute")
      : counted(seconds / UNITS.hours, "hour");
  return [
    ...usual.map((seconds) => ({ value: String(seconds), label: words(seconds) })),
    { value: "custom", label: "Another time" },
  ];
}
