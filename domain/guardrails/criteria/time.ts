import { type Answer, holds } from "./reason";

export const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/**
 * On these days between these times of a named zone, or at every other time. `from` after `to` goes
 * over midnight and belongs to the day it begins on; `to` itself is outside.
 */
export interface TimeCriterion {
  readonly kind: "time";
  /** "Europe/Berlin". */
  readonly zone: string;
  readonly days: readonly Weekday[];
  /** "HH:MM". */
  readonly from: string;
  readonly to: string;
  readonly when: "inside" | "outside";
}

const MINUTES_OF_DAY = 24 * 60;

export function isAtThisTime(criterion: TimeCriterion, now: Date): Answer {
  const local = localTime(criterion.zone, now);
  const isInside = local === null || isWithin(criterion, local);
  // A zone that this machine does not know: it holds either way, for nobody can say that it does not.
  const meets = local === null || isInside === (criterion.when === "inside");
  return meets ? holds("at-this-time", criterion.zone) : null;
}

export function isKnownZone(zone: string): boolean {
  return localTime(zone, new Date(0)) !== null;
}

function minutesOf(time: string): number {
  const [hours = "", minutes = ""] = time.split(":");
  return Number(hours) * 60 + Number(minutes);
}

interface LocalTime {
  readonly day: number;
  readonly minutes: number;
}

function isWithin({ days, from, to }: TimeCriterion, { day, minutes }: LocalTime): boolean {
  const [start, end] = [minutesOf(from), minutesOf(to)];
  const length = start < end ? end - start : MINUTES_OF_DAY - start + end;
  const isDay = (one: number) => days.some((name) => WEEKDAYS[(one + 7) % 7] === name);
  if (isDay(day) && minutes >= start && minutes < start + length) return true;
  const since = minutes + MINUTES_OF_DAY;
  return isDay(day - 1) && since >= start && since < start + length;
}

const FORMATS = new Map<string, Intl.DateTimeFormat>();
const FORMATS_MAX = 600;

function localTime(zone: string, now: Date): LocalTime | null {
  const format = formatOf(zone);
  if (format === null) return null;
  const parts = new Map(format.formatToParts(now).map(({ type, value }) => [type, value]));
  const word = parts.get("weekday")?.toLowerCase() ?? "";
  const day = WEEKDAYS.findIndex((name) => word.startsWith(name));
  return { day, minutes: minutesOf(`${parts.get("hour")}:${parts.get("minute")}`) };
}

function formatOf(zone: string): Intl.DateTimeFormat | null {
  const known = FORMATS.get(zone);
  if (known !== undefined) return known;
  try {
    const made = new Intl.DateTimeFormat("en-US", {
      ...{ timeZone: zone, weekday: "short", hour: "2-digit", minute: "2-digit" },
      hourCycle: "h23",
    });
    if (FORMATS.size < FORMATS_MAX) FORMATS.set(zone, made);
    return made;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
