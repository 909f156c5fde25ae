import type { KeyScope } from "@/domain/people/key-scope";

/** What an input of nothing looks like in an address. */
const NOTHING = encodeURIComponent(JSON.stringify({ json: {} }));

/** A first call that the scopes allow. The key goes through standard input: argument lists are seen by all. */
export function commandFor(url: string, scopes: readonly KeyScope[]): string {
  const call = scopes.includes("sessions:run")
    ? "connections.list"
    : `sessions.list?input=${NOTHING}`;
  return [
    "read -rs KEY   # paste the key, then Enter",
    `printf 'Authorization: Bearer %s' "$KEY" | curl -sS -H @- ${quote(`${url}/api/trpc/${call}`)}`,
  ].join("\n");
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
