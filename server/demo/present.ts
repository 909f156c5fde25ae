import type { DemoPerson } from "./store";

export function presentDemo(people: readonly DemoPerson[] | null) {
  return {
    present: people !== null,
    people: (people ?? []).map(({ email, groups }) => ({ email, groups: [...groups] })),
  };
}
