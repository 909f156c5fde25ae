import { readFileSync } from "node:fs";

interface AnyRouter {
  readonly _def: { readonly procedures: object };
}

/** The names of all procedures there are, `noun.verb`, sorted. */
export function proceduresOf(router: AnyRouter): string[] {
  return Object.keys(router._def.procedures).sort();
}

/** Socket.IO's own event: nobody sends it. */
const OWN_EVENTS = new Set(["disconnect"]);

/** The events that a file listens to on its socket, as they stand in its text. */
export function eventsOf(file: string): string[] {
  const found = readFileSync(file, "utf8").matchAll(/\bsocket\.on\(\s*"([^"]+)"/g);
  const names = [...found].map((match) => match[1] ?? "").filter((name) => !OWN_EVENTS.has(name));
  return [...new Set(names)].sort();
}
