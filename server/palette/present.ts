import type { Place } from "./find-places";

export function presentPlace({ kind, id, label, detail }: Place): Place {
  return { kind, id, label, detail };
}
