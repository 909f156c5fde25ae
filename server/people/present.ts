import type { GroupRow } from "./store";

export function presentGroup({ name, source, memberCount }: GroupRow) {
  return { name, source, memberCount };
}
