import type { Outputs } from "@/server/api/root";

export type FoundPlace = Outputs["palette"]["find"]["places"][number];

const KEY = "gatehouse.recent-places";
const RECENT_MAX = 8;
const KINDS = ["connection", "session", "user", "group", "agent"] as const;

/** Places that were gone to by the palette in this browser, the latest first. */
export function readRecent(personEmail: string): FoundPlace[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(personEmail)) ?? "[]");
    return Array.isArray(kept) ? kept.flatMap(placeOf).slice(0, RECENT_MAX) : [];
  } catch {
    return []; // No storage, or something else wrote there: as if nothing had been visited.
  }
}

export function keepRecent(personEmail: string, place: FoundPlace): void {
  const others = readRecent(personEmail).filter(
    ({ kind, id }) => kind !== place.kind || id !== place.id,
  );
  try {
    localStorage.setItem(
      keyOf(personEmail),
      JSON.stringify([place, ...others].slice(0, RECENT_MAX)),
    );
  } catch {
    // A full or forbidden storage only means that nothing is remembered.
  }
}

/** Two people at one browser do not see each other's. */
function keyOf(personEmail: string): string {
  return `${KEY}.${personEmail}`;
}

function placeOf(value: unknown): FoundPlace[] {
  if (typeof value !== "object" || value === null) return [];
  const { kind, id, label, detail }: Partial<Record<string, unknown>> = { ...value };
  const known = KINDS.find((one) => one === kind);
  if (known === undefined || typeof id !== "string" || typeof label !== "string") return [];
  return [{ kind: known, id, label, detail: typeof detail === "string" ? detail : "" }];
}
